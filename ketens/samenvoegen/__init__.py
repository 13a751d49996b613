"""Samenvoegen: two records of one resident become one; each row remembers where it stood, so that they can come apart.

Bezit: samenvoeging, verplaatsing. Kent: groepen, verwijzingen, beoordelingen, trajecten, inwoners. Blind voor triage.
"""
