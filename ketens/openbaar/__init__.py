"""What anyone may read without an account and that names nobody: how accessible this site is, where to report a leak.

Bezit: geen tabellen. Kent: alleen de kern.
"""
