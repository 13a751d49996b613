"""Beginning a new anchor after a restore: each chain says so in a row of its own, with what the old anchor held."""

import os
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from ketens.audit import anker
from ketens.audit.controle import HERSTART
from ketens.audit.handelingen import schrijf_opdracht
from ketens.audit.models import SYSTEEM
from ketens.kern import klok
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente

LANGSTE_REDEN = 120


class HerstartFout(Exception):
    """A new anchor can't be begun; the sentence says why."""


def herstart(pad: Path, ketens: Iterable[UUID], reden: str) -> Path | None:
    """Write the rows, and lay a file that begins with them in the place of the old. Return where the old one is now.

    The rows come first, so that a restart never goes unseen. What others log meanwhile stands in the old file or in
    neither: the new one may lag.
    """
    reden = " ".join(reden.split())
    if not reden or len(reden) > LANGSTE_REDEN:
        raise HerstartFout(f"Geef een reden van ten hoogste {LANGSTE_REDEN} tekens.")
    gelezen = anker.lees(pad)
    punten = [_noteer(keten_id, reden, gelezen.van(keten_id).eind if gelezen else None) for keten_id in ketens]
    try:
        bewaard = _leg_nieuw(pad, punten)
    except OSError as fout:
        raise HerstartFout(f"Het anker {pad} is niet te vervangen: {fout.strerror}.") from fout
    return bewaard if gelezen else None


def _noteer(keten_id: UUID, reden: str, eind: int | None) -> anker.Punt:
    """Write the row of one chain and return its head."""
    stand = "er was geen anker" if eind is None else f"het oude anker ging tot regel {eind}"
    with in_gemeente(None if keten_id == SYSTEEM else keten_id):
        punt = schrijf_opdracht("beheer", HERSTART, reden=f"{reden} ({stand})")
        db.session.commit()
    return punt


def _leg_nieuw(pad: Path, punten: Iterable[anker.Punt]) -> Path | None:
    """Keep the old file under another name, and put the new one in its place in one step."""
    stempel = f"{klok.nu():%Y%m%dT%H%M%S%fZ}"
    oud, nieuw = pad.with_name(f"{pad.name}.{stempel}"), pad.with_name(f"{pad.name}.nieuw")
    nieuw.unlink(missing_ok=True)
    with os.fdopen(os.open(nieuw, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as bestand:
        bestand.writelines(punt.regel for punt in punten)
        bestand.flush()
        os.fsync(bestand.fileno())
    er_was_er_een = pad.exists()
    if er_was_er_een:
        os.link(pad, oud)
    nieuw.rename(pad)
    return oud if er_was_er_een else None
