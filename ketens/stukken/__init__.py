"""Stukken: a report as one value (chapters, tables, charts), and its writers: SVG, XLSX, ODS, CSV, Word, PDF, JSON.

Bezit: geen tabellen. Kent: alleen kern. Pure: no flask, no sqlalchemy.
"""
