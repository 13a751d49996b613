"""Aanbod: the sociale kaart, and who was led to what on it.

Bezit: aanbod, toeleiding. Kent: trajecten en alles daaronder.
"""
