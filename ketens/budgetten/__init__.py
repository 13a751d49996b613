"""Budgetten: what was granted, planned, committed and spent, per onderdeel and bron, in whole cents.

Bezit: begrotingsposten, toekenningen, verplichtingen, kosten en de invoer van het grootboek. Kent: groepen en eronder.
"""
