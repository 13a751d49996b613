"""Overdrachten: a resident goes on elsewhere: insured care, Sociaal Hus, debt counselling, another keten or gemeente.

Bezit: overdracht. Kent: verwijzingen, beoordelingen en alles daaronder.
"""
