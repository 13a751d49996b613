"""Passwords: Argon2id, and the few rules that help (ASVS 6.2)."""

from collections.abc import Iterable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ketens.gebruikers.raden import is_te_raden
from ketens.kern.fouten import Domeinfout

MINIMUM, MAXIMUM = 12, 200
TE_RADEN = (
    "Dit wachtwoord is te gemakkelijk te raden. Kies een zin van vier woorden die niet bij u, uw werk of uw gemeente "
    "horen."
)

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


def keur(wachtwoord: str, woorden: Iterable[str] = ()) -> None:
    """Raise `Domeinfout` for a password that is too short, too long or too easily guessed.

    `woorden` are those of the person who chooses it: their name, their work.
    """
    if len(wachtwoord) < MINIMUM:
        raise Domeinfout(f"Gebruik minstens {MINIMUM} tekens, bijvoorbeeld een zin van vier woorden.", veld="nieuw")
    if len(wachtwoord) > MAXIMUM:
        raise Domeinfout(f"Een wachtwoord heeft hoogstens {MAXIMUM} tekens.", veld="nieuw")
    if is_te_raden(wachtwoord, woorden):
        raise Domeinfout(TE_RADEN, veld="nieuw")
