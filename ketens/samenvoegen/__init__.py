"""Samenvoegen: two records of one resident become one, every row remembers where it came from, and they come apart again.

Bezit: samenvoeging, verplaatsing. Kent: groepen, verwijzingen, beoordelingen, trajecten, inwoners. Blind voor triage.
"""
