"""Pure: a browser's long name for itself, in a reader's words."""

#: What a browser writes about itself, and what people call it; the first that fits counts.
BROWSERS = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
]
SYSTEMS = [
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("CrOS", "a Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS X", "a Mac"),
    ("Linux", "Linux"),
]


def device(user_agent: str) -> str:
    """Return a device in words: *Edge on Windows*, *a browser on an iPhone*, *an unknown device*.

    Args:
        user_agent: the header ``User-Agent``.
    """
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    if not browser and not system:
        return "an unknown device"
    return f"{browser or 'a browser'} on {system}" if system else browser
