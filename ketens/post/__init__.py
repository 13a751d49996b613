"""Post: outgoing mail. A mail is a row in the transaction of what it tells; a worker delivers it.

Bezit: mail. Kent: opdrachten en alles daaronder. Never holds personal data of a resident but the address it goes to.
"""
