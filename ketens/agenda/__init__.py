"""Agenda: the sessions of a trainer or a group as a calendar feed, at a signed address, without anybody's name.

Bezit: agendaadres. Kent: groepen and everything below.
"""
