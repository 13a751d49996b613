"""Rapportage: the start page per role and the figures, counted from the rows of the features below.

Bezit: niets. Kent: alle onderdelen eronder; schrijft nooit.
"""
