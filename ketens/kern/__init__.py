"""Kern: the plumbing that every feature stands on, without a word of the domain.

Knows none of the other packages. Owns no tables.
"""
