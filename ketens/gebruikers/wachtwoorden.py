"""Passwords: Argon2id, and the few rules that help (ASVS 6.2)."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ketens.kern.fouten import Domeinfout

MINIMUM, MAXIMUM = 12, 200
# Words that everyone in this field would try first.
TE_RADEN = ("wachtwoord", "welkom", "ketens", "gemeente", "valpreventie", "borne", "password", "qwerty", "123456")

# No letters or digits that look alike: a new password is read from a screen or over the phone.
LEESBAAR = "abcdefghjkmnpqrstuvwxyz23456789"

_hasher = PasswordHasher()
# Verified when there is no such account, so that the answer takes as long.
_SCHIJN = _hasher.hash("geen account")


def versleutel(wachtwoord: str) -> str:
    """Return the Argon2id hash of a password."""
    return _hasher.hash(wachtwoord)


def klopt(hash_: str | None, wachtwoord: str) -> bool:
    """Tell whether the password fits; as slow for an account that does not exist (None), or has none ("")."""
    try:
        return _hasher.verify(hash_ or _SCHIJN, wachtwoord) and bool(hash_)
    except (VerificationError, InvalidHashError):
        return False


def is_verouderd(hash_: str) -> bool:
    """Tell whether the hash was made with weaker settings than today's."""
    return _hasher.check_needs_rehash(hash_)


def keur(wachtwoord: str) -> None:
    """Raise `Domeinfout` for a password that is too short, too long or too easily guessed."""
    if not MINIMUM <= len(wachtwoord) <= MAXIMUM:
        raise Domeinfout(f"Gebruik minstens {MINIMUM} tekens, bijvoorbeeld een zin van vier woorden.", veld="nieuw")
    kaal = wachtwoord.lower()
    if len(set(kaal)) < 5 or any(len(kaal.replace(woord, "")) < 6 for woord in TE_RADEN if woord in kaal):
        raise Domeinfout("Dit wachtwoord is te gemakkelijk te raden. Kies een zin van vier woorden.", veld="nieuw")


def bedenk() -> str:
    """Return a new random password (79 bits) that can be read aloud, such as `xkrt-7hpd-m2wq-9fzn`."""
    return "-".join("".join(secrets.choice(LEESBAAR) for _ in range(4)) for _ in range(4))
