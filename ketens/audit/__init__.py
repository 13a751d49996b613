"""Audit: the access log (NEN 7513), chained per gemeente. Bezit: logregel, logregel_inwoner, logkop.

Kent: kern. Nobody updates or deletes here: triggers and grants refuse it (audit/bescherming.py).
"""
