"""Saved searches of the board: asking for them, confirming, telling of what is new, stopping."""
