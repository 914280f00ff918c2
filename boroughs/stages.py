"""The steps of signing in, where the hub's differ from django-allauth's."""

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from boroughs.second_factor import was_asked_elsewhere


class SecondFactorStage(AuthenticateStage):
    """Asks for the second factor, unless a provider that is trusted with it has just asked for one."""

    def _should_handle(self, request: HttpRequest) -> bool:
        if self.login.user is not None and was_asked_elsewhere(request, self.login.user):
            return False
        return bool(super()._should_handle(request))
