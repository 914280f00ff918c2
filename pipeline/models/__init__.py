"""Models of the pipeline, one noun a file."""

from pipeline.models.flag import Flag, FlagBorough, FlagRun

__all__ = ["Flag", "FlagBorough", "FlagRun"]
