"""Printable stretching handouts: a routine becomes a branded, accessible PDF."""

__version__ = "0.1.0"
