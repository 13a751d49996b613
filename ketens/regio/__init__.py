"""Regio: the gemeenten side by side, only counts that were signed off.

Bezit: niets. Kent: vaststellingen en eronder; leest over gemeenten heen, alleen cijfers.
"""
