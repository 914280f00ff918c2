// Presses what carries data-key when its key is pressed; the page says which keys there are.
const byKey = new Map([...document.querySelectorAll('[data-key]')].map((one) => [one.dataset.key, one]))
const writing = 'textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])'

document.addEventListener('keydown', (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.repeat || event.isComposing) return
  if (event.target instanceof Element && event.target.closest(writing)) return
  const one = byKey.get(event.key.toLowerCase())
  if (!one) return
  event.preventDefault()
  one.click()
})
