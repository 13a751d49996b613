"""Bewaren: how long what is kept, and its end: a proposal, time to look, destruction, a record of it (besluit 0047).

Bezit: bewaartermijn, vasthouding, voorstel, voorstelregel, vernietiging. Kent: everything that keeps residents; the
pages above it (verzoeken) call `wissen.wis`, and say through `termijnen.houdt_vast` whom they still need.
"""
