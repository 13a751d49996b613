"""Tellingen: counts without persons, of activities that the catalogue defines.

Bezit: telling. Kent: gebruikers, catalogus en alles daaronder; nooit een inwoner.
"""
