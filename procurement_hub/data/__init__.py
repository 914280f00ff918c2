"""The open data: what is in it, the files written each night, and their page."""
