"""Nazorg: what comes after a group: doorstroom to regular offer, the resultaatkaart, the eigen bijdrage and its nota.

Bezit: doorstroomvraag, nota. Kent: aanwezigheid, metingen, groepen, aanbod and everything below.
"""
