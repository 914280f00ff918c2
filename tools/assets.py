"""The front end's files: installed by npm, built by package.json's ``build`` into static/build."""

from tools import digest
from tools.console import ROOT, command, need_space, say
from tools.environment import ensure_node

INSTALLED = ROOT / "node_modules" / ".installed"
BUILT = ROOT / "static" / "build" / ".built"


def build() -> None:
    """Bring ``static/build`` up to date; nothing is done when nothing it is made from has changed."""
    package, lock = ROOT / "package.json", ROOT / "package-lock.json"
    if not package.exists():
        return
    static = [path for path in (ROOT / "static").iterdir() if path.name != "build"]
    packages, sources = digest.of_files([package, lock]), digest.of_files([package, lock, *static])
    if digest.unchanged(BUILT, sources):
        return
    env = ensure_node()
    if not digest.unchanged(INSTALLED, packages):
        need_space(ROOT, 300)
        say("Installing the front end's packages")
        command(
            ["npm", "ci", "--no-audit", "--no-fund", "--loglevel", "error"],
            failing="The front end's packages could not be installed; the lines above say why.",
            env=env,
        )
        digest.remember(INSTALLED, packages)
    say("Building the front end's files")
    command(
        ["npm", "run", "--silent", "build"],
        failing="The front end's files could not be built; the lines above say why.",
        env=env,
    )
    digest.remember(BUILT, sources)
