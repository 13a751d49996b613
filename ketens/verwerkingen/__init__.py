"""Verwerkingen: on what ground each flow of a keten rests, as a gemeente says it. Bezit: verwerking.

Kent: gebruikers, catalogus, trajecten (which ketens are on). A keten does not go live while a flow has no ground, and
residents read on the privacy page what holds (besluit 0014).
"""
