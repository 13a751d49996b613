"""Publicaties: what went outside, and what had to stay hidden in it because it is about few people.

Bezit: publicaties. Kent: verslagen en eronder. `verbergen` and what it stands on is pure: no web, no database.
"""
