"""What anyone may use without an account: the fall-risk test and signing up, how a verwijzing stands, the answer to
an offered place, how accessible
this site is, where to report a leak.

Bezit: geen tabellen. Kent: verwijzingen en alles daaronder. Van wie alleen de test doet blijft er niets achter.
"""
