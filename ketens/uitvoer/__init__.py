"""Uitvoer: a file that someone asked for, made at once or in the background, and fetched by who asked.

Bezit: `uitvoer`. Kent: gebruikers, audit, opdrachten en stukken; wat erin komt, melden de onderdelen erboven aan.
"""
