"""Aanmelddienst: signing in by the gemeente's own OpenID Connect service, who is who there, and hats by its groups.

Bezit: aanmelddienst, aanmeldgroep, koppeling. Kent: gebruikers en alles daaronder; geen inwoners.
"""
