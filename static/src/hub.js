// What pages gain where scripts run. Nothing depends on it.
import { Button, ErrorSummary, ServiceNavigation, SkipLink, createAll } from './govuk-frontend.min.js'

if ('noModule' in HTMLScriptElement.prototype) {
  document.body.classList.add('js-enabled', 'govuk-frontend-supported')
}
for (const component of [Button, ErrorSummary, ServiceNavigation, SkipLink]) createAll(component)

// How many boxes of a folded field are ticked.
document.addEventListener('change', ({ target }) => {
  const group = target.closest('.hub-several')
  if (!group) return
  const ticked = group.querySelectorAll(':checked').length
  group.querySelector('.hub-several__chosen').textContent = ticked ? `${ticked} chosen` : 'All'
})
