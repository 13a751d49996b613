"""Inwoners: residents, how to reach them, consent, involvement and the keys by which they are found.

Bezit: inwoner, zoeksleutel, contactpersoon, toestemming, betrokkenheid.
Kent: gebruikers en alles daaronder; geen trajecten.
"""
