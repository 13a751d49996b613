"""Gebruikers: gemeenten, organisaties, accounts, hats and sign-in sessions; `wie()` is who is signed in.

Bezit: gemeente, organisatie, account, lidmaatschap, sessie, aanmeldpoging. Kent: audit, rechten en kern; geen inwoners.
"""
