"""Verwerkingen: on what ground each flow of a keten rests, as a gemeente says it. Bezit: verwerking.

Kent: gebruikers, catalogus. A keten does not go live while a flow has no ground (besluit 0014).
"""
