"""What kind of installation this is: what every part of the settings asks first."""

from environs import Env

env = Env()

MODE = env.str("HUB_MODE", "production")  # production | local | test
LOCAL = MODE in {"local", "test"}
HUB_NAME = "Procurement Hub"
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)  # it sets X-Forwarded-Proto, X-Forwarded-For, X-Request-ID
