"""Opdrachten: background work: a table, a claim, retries and clock jobs; `ketens werk` runs them.

Bezit: opdracht, klokwerk. Kent: kern; what is done is registered by the features above (`@opdracht`, `@elke`).
"""
