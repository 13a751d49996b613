"""Berichten: every message to a resident, by phone, letter or e-mail as they chose, and whether it reached them.

Bezit: bericht, stapel. Kent: trajecten, post en alles daaronder. The belllijst is a kind of taak (trajecten).
"""
