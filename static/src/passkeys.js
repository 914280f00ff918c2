// Passkeys: a form with data-passkey="create" or "get" hands what the browser answers to the server.
// What the browser needs for it is in the page (#passkey-data) or at the address data-passkey-source.
const SAID = {
  NotAllowedError: 'That did not work, or was stopped. Try again.',
  InvalidStateError: 'This device has a passkey for your account already.',
  SecurityError: 'Passkeys do not work at this address. Open the hub by its name, as in its e-mails.'
}
const known = Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON)

async function options (form) {
  const source = form.dataset.passkeySource
  if (!source) return JSON.parse(document.getElementById('passkey-data').textContent)
  const answer = await fetch(source, { headers: { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' } })
  if (!answer.ok) throw new Error(`status ${answer.status}`)
  return answer.json()
}

async function create (data, form) {
  const wanted = data.creation_options.publicKey
  const alone = form.elements.passwordless?.checked
  wanted.authenticatorSelection = {
    ...wanted.authenticatorSelection,
    residentKey: alone ? 'required' : 'discouraged',
    requireResidentKey: Boolean(alone),
    ...(alone && { userVerification: 'required' })
  }
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(wanted) })
}

async function get (data) {
  const wanted = data.request_options.publicKey
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(wanted) })
}

function say (form, words) {
  const place = form.querySelector('[data-passkey-says]')
  place.textContent = words
  place.hidden = !words
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  form.hidden = !known
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    say(form, '')
    try {
      const data = await options(form)
      const credential = await (form.dataset.passkey === 'create' ? create(data, form) : get(data))
      form.elements.credential.value = JSON.stringify(credential)
      HTMLFormElement.prototype.submit.call(form)
    } catch (error) {
      say(form, SAID[error.name] ?? 'That did not work. Reload the page and try again.')
    }
  })
}
for (const note of document.querySelectorAll('[data-passkey-unknown]')) note.hidden = known
