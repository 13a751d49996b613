"""Verwijzingen: what a professional sends and what comes of it.

Bezit: verwijzing, aanvulling, terugkoppeling, weigering. Kent: trajecten en alles daaronder.
Blind voor groepen en beoordelingen.
"""
