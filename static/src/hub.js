// What pages gain where scripts run. Nothing depends on it.
import { Button, ErrorSummary, ServiceNavigation, SkipLink, createAll } from './govuk-frontend.min.js'

if ('noModule' in HTMLScriptElement.prototype) {
  document.body.classList.add('js-enabled', 'govuk-frontend-supported')
}
for (const component of [Button, ErrorSummary, ServiceNavigation, SkipLink]) createAll(component)
