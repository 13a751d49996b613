"""Verslagen: one keten in one year as one value: its figures and its money. Page, export, command and monitor read it.

Bezit: niets. Kent: indicatoren en budgetten.
"""
