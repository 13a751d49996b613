"""Uitnodigingen: links that work once, by which somebody chooses a password (besluit 0044).

Bezit: uitnodiging, herstelvraag. Kent: gebruikers, post en alles daaronder; beheer kent haar.
"""
