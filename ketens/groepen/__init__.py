"""Groepen: one run of an interventie, its sessions, places, waiting list and attendance.

Bezit: groep, groep_trainer, bijeenkomst, plaatsing, plaatsaanbod, wachtplek, aanwezigheid. Kent: trajecten en alles
daaronder. Blind voor verwijzingen.
"""
