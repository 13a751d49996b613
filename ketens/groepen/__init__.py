"""Groepen: one run of an interventie, who has a place in it, who is offered one, and who waits.

Bezit: groep, groep_trainer, bijeenkomst, vervanging, plaatsing, plaatsaanbod, wachtplek, aanwezigheid. Kent: trajecten
en alles daaronder. Blind voor verwijzingen, en voor hoe een groep in elkaar zit: dat is `rooster`.
"""
