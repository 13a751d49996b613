"""Rooster: how a group is laid out: made, its sessions and who leads them, moved, called off; and the pages of a group.

Bezit: nothing of its own (the rows are those of groepen). Kent: groepen, trajecten and everything below.
"""
