"""Indicatoren: what is counted of a keten in a year, live from the rows, and whom it is measured against.

Bezit: doelgroepcijfers, doelen en gebieden. Kent: alles waar een feit uit komt; schrijft daar nooit.
"""
