"""Toezicht: what the fg sees. The log by resident, account and period, patterns, emergency access, who looked.
Bezit: no table.

Kent: everything below; owns no tables. Looking at the log is logged like any page.
"""
