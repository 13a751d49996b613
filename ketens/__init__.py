"""Ketens."""
