"""Vaststellingen: figures of a period, fixed with their definitions and a hash; what differs later, and why.

Bezit: vaststellingen en de redenen van verschillen. Kent: verslagen en eronder.
"""
