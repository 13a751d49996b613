"""Valrisicodagen: a day on which volunteers without accounts take the test, also where there is no connection.

Bezit: valrisicodag, papierturf. Kent: verwijzingen, instrumenten en alles daaronder.
"""
