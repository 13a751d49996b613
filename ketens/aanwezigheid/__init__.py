"""Aanwezigheid: who was at which session, marked by the trainer on a phone; and what follows from it.

Bezit: nothing of its own (the rows are those of groepen). Kent: groepen, trajecten and everything below.
"""
