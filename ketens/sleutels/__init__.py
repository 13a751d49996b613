"""Sleutels: new keys for cells, search and log, and what was made with the old ones carried over while people work.

Bezit: `sleutelronde`. Kent: gebruikers, audit, opdrachten, inwoners en uitvoer; wie daarboven zoekhashes bewaart, meldt
zich aan (`delen.DELEN`).
"""
