"""Tweefactor: the second step of signing in (codes, passkeys, recovery codes) and being asked again (besluit 0043).

Bezit: codeapp, toegangssleutel, herstelcode, uitdaging. Kent: gebruikers, post en kern; niemand kent haar:
zij meldt zich bij gebruikers.
"""
