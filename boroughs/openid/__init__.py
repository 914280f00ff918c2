"""Sign-in through a borough's own identity provider, such as Entra ID, by OpenID Connect (docs/adr/0012)."""
