// Builds static/build: one style sheet, and the modules that pages load. Run by `npm run build`.
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as sass from 'sass'

const sources = dirname(fileURLToPath(import.meta.url))
const root = join(sources, '..', '..')
const packages = join(root, 'node_modules')
const build = join(root, 'static', 'build')

await rm(build, { recursive: true, force: true })
await mkdir(build, { recursive: true })

// quietDeps silences what GOV.UK Frontend itself will have to change, never what is ours.
const { css } = sass.compile(join(sources, 'hub.scss'), {
  loadPaths: [packages],
  style: 'compressed',
  quietDeps: true
})
// The only picture in it is the royal crest, which is GOV.UK's and not ours.
await writeFile(join(build, 'hub.css'), css.replaceAll(/url\("\.\/images\/[^)]*\)/g, 'none'))

// Its source map is not served, so the line that points to it goes.
const { version, license } = JSON.parse(await readFile(join(packages, 'govuk-frontend', 'package.json')))
const govuk = await readFile(join(packages, 'govuk-frontend', 'dist', 'govuk', 'govuk-frontend.min.js'), 'utf8')
await writeFile(
  join(build, 'govuk-frontend.min.js'),
  `/*! GOV.UK Frontend ${version}, ${license} licence */\n` + govuk.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n')
)

for (const name of await readdir(sources)) {
  if (name.endsWith('.js')) await cp(join(sources, name), join(build, name))
}
