"""Rechtencontrole: a beheerder looks who may what, and signs for it (besluit 0044).

Bezit: rechtencontrole, rechtenoordeel. Kent: uitvoer, tweefactor, gebruikers en alles daaronder; geen inwoners.
"""
