"""Trajecten: one resident through one keten: steps, deadlines, events, tasks, closing.

Bezit: traject, stap, gebeurtenis, afsluiting, taak, waarneming, keteninstelling, ketenpartner.
Kent: instrumenten, inwoners en alles daaronder; geen verwijzingen, groepen of geld.
"""
