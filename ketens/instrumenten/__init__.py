"""Instrumenten: one filled-in instrument: answers, result, who took it and when. The rules stand in the catalogue.

Bezit: afname. Kent: inwoners, catalogus en alles daaronder.
"""
