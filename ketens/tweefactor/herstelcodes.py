"""Codes on paper, for who lost the phone: ten of them, each once (besluit 0043)."""

import re
import secrets
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, select, update

from ketens.kern import klok
from ketens.kern.db import db
from ketens.tweefactor.models import Herstelcode

AANTAL, GROEP = 10, 4
# No letters or digits that look alike: a code is read from paper.
LEESBAAR = "abcdefghjkmnpqrstuvwxyz23456789"
# The secret part is random (59 bits), unlike a password: the smaller settings of OWASP do, and ten are made at once.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def bedenk() -> list[tuple[str, str]]:
    """Return ten new codes, such as `xkrt-7hpd-m2wq-9fzn`, each with its hash: slow, so before anything is locked."""
    koppen: set[str] = set()
    while len(koppen) < AANTAL:
        koppen.add(_groep())
    codes = [f"{kop}-{_groep()}-{_groep()}-{_groep()}" for kop in koppen]
    return [(code, _hasher.hash(_kaal(code)[GROEP:])) for code in codes]


def bewaar(account_id: UUID, nieuw: list[tuple[str, str]]) -> list[str]:
    """Keep the hashes of these instead of those of before; return the codes, to show once."""
    vergeet(account_id)
    for code, hash_ in nieuw:
        db.session.add(Herstelcode(account_id=account_id, kop=code[:GROEP], code_hash=hash_))
    return [code for code, _ in nieuw]


def vergeet(account_id: UUID) -> None:
    """Let none be left."""
    db.session.execute(delete(Herstelcode).where(Herstelcode.account_id == account_id))


def neem(account_id: UUID, code: str) -> bool:
    """Take a code, once; of two requests with the same one the database lets one through. Ends the transaction."""
    kaal = _kaal(code)
    van_kop = (Herstelcode.account_id == account_id, Herstelcode.kop == kaal[:GROEP], Herstelcode.gebruikt_op.is_(None))
    rij = db.session.execute(select(Herstelcode.id, Herstelcode.code_hash).where(*van_kop)).one_or_none()
    db.session.rollback()
    if rij is None or not _klopt(rij.code_hash, kaal[GROEP:]):
        return False
    open_ = update(Herstelcode).where(Herstelcode.id == rij.id, Herstelcode.gebruikt_op.is_(None))
    zet = open_.values(gebruikt_op=klok.nu()).execution_options(synchronize_session=False)
    return db.session.execute(zet).rowcount == 1  # type: ignore[attr-defined]


def over(account_id: UUID) -> int:
    """Return how many are left."""
    ongebruikt = (Herstelcode.account_id == account_id, Herstelcode.gebruikt_op.is_(None))
    return db.session.scalar(select(func.count()).select_from(Herstelcode).where(*ongebruikt)) or 0


def _groep() -> str:
    return "".join(secrets.choice(LEESBAAR) for _ in range(GROEP))


def _kaal(code: str) -> str:
    return re.sub(r"[\s-]", "", code).lower()


def _klopt(hash_: str, geheim: str) -> bool:
    try:
        return _hasher.verify(hash_, geheim)
    except (VerificationError, InvalidHashError):
        return False
