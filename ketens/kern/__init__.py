"""Kern: the plumbing that every feature stands on, without a word of the domain.

Bezit: niets. Kent: geen ander pakket.
"""
