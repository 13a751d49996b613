"""Metingen: what is measured at the begin and at the end of a group, and the change.

Bezit: meting. Kent: groepen, instrumenten and everything below.
"""
