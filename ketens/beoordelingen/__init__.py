"""Beoordelingen: what a practice is asked to assess at a high fall risk, and the one line that comes back.

Bezit: beoordeling. Kent: trajecten en alles daaronder. Blind voor verwijzingen en groepen.
"""
