"""Invoer: taking over what a gemeente has in spreadsheets: waiting list, groups, deelnames, counts of earlier years.

Bezit: invoer, invoerregel, kolomkeuze. Kent: de handelingen van groepen, verwijzingen en tellingen.
"""
