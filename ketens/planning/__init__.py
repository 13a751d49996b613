"""Planning: per half year, who waits beside which places there are.

Bezit: no tables. Kent: groepen and everything below.
"""
