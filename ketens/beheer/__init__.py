"""Beheer: the screens for accounts, organisaties and the settings of ketens. No residents here.

Bezit: niets. Kent: trajecten (instellingen), gebruikers en alles daaronder.
"""
