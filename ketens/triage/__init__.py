"""Triage: accepting or refusing what was sent, and saying who is the same person.

Bezit: niets. Kent: verwijzingen, trajecten en alles daaronder. Blind voor groepen.
"""
