"""Verantwoording: who wants which figures when: the national monitors, SiSa, jaarrekening, and a question of the raad.

Bezit: indieningen. Kent: vaststellingen, publicaties, verslagen en eronder.
"""
