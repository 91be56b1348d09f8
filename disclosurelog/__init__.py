"""Publish what a UK public authority discloses, with the licence that really applies to each record."""

__version__ = "0.1.0"
