"""Who walk, and whose story each of them meets: own, a colleague's, another organisatie's, another keten's, elsewhere.

The people of `tests/wereld.py`, with those beside them whom only the walk needs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select

from ketens.gebruikers.models import Gemeente, Lidmaatschap
from ketens.gebruikers.wachtwoorden import versleutel
from ketens.gebruikers.wie import Wie, petten_van
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.rechten import Rol
from ketens.trajecten.instellingen import Keteninstelling, Ketenpartner
from tests import wereld

VALPREVENTIE, WELZIJN = wereld.KETEN, "welzijn_op_recept"
Hoed = tuple[Rol, str, str, list[str]]

# account: (name, employer, hats), as in wereld.MENSEN
ERBIJ: dict[str, tuple[str, str, list[Hoed]]] = {
    "collega_verwijzer": ("Coby Collega", "dijkhuis", [(Rol.VERWIJZER, "dijkhuis", "borne", [VALPREVENTIE])]),
    "buur_coordinator": ("Bram Buurman", "wijkracht", [(Rol.COORDINATOR, "wijkracht", "borne", [VALPREVENTIE])]),
    "buur_trainer": ("Bo Buurvrouw", "wijkracht", [(Rol.TRAINER, "wijkracht", "borne", [VALPREVENTIE])]),
    "keten_verwijzer": ("Kees Ketting", "dijkhuis", [(Rol.VERWIJZER, "dijkhuis", "borne", [WELZIJN])]),
    "keten_beoordelaar": ("Kim Ketting", "dijkhuis", [(Rol.BEOORDELAAR, "dijkhuis", "borne", [WELZIJN])]),
    "keten_trainer": ("Koos Ketting", "fysio", [(Rol.TRAINER, "fysio", "borne", [WELZIJN])]),
    "welzijnscoach2": ("Wout Welzijn", "wijkracht", [(Rol.WELZIJNSCOACH, "wijkracht", "borne", [WELZIJN])]),
    "trainer_tubbergen": (
        "Tara Trainer",
        "praktijk-tubbergen",
        [(Rol.TRAINER, "praktijk-tubbergen", "tubbergen", [VALPREVENTIE])],
    ),
    "beoordelaar_tubbergen": (
        "Toos Beoordelaar",
        "praktijk-tubbergen",
        [(Rol.BEOORDELAAR, "praktijk-tubbergen", "tubbergen", [VALPREVENTIE])],
    ),
}


class Relatie(StrEnum):
    """How far what stands in the address is from who asks."""

    EIGEN = "eigen"
    COLLEGA = "collega"
    BUUR = "buur"
    KETEN = "keten"
    ELDERS = "elders"
    # The same page at the address of the other gemeente.
    DAAR = "daar"


@dataclass(frozen=True)
class Bezetting:
    """The people of one story."""

    woord: str
    gemeente: str
    keten: str
    houder: str  # the organisatie that coordinates
    behandelaar: str
    waarnemer: str
    verwijzer: str
    praktijk: str
    beoordelaar: str
    trainer: str


def _borne(woord: str, keten: str, houder: str, wie: str, naast: str, *rest: str) -> Bezetting:
    return Bezetting(woord, "borne", keten, houder, wie, naast, *rest)


# The word stands in every text of the story, in small letters, so that one look at an answer finds them all.
BEZETTINGEN = {
    b.woord: b
    for b in (
        _borne("eigen", VALPREVENTIE, "gemeente-borne", "coordinator", "coordinator2",
               "verwijzer", "dijkhuis", "beoordelaar", "trainer"),
        _borne("maat", VALPREVENTIE, "gemeente-borne", "coordinator2", "coordinator",
               "collega_verwijzer", "dijkhuis", "beoordelaar", "trainer2"),
        _borne("coach", WELZIJN, "wijkracht", "welzijnscoach", "welzijnscoach2",
               "keten_verwijzer", "dijkhuis", "keten_beoordelaar", "keten_trainer"),
        _borne("kompaan", WELZIJN, "wijkracht", "welzijnscoach2", "welzijnscoach",
               "keten_verwijzer", "dijkhuis", "keten_beoordelaar", "keten_trainer"),
        _borne("schakel", WELZIJN, "gemeente-borne", "andere_keten", "andere_keten",
               "keten_verwijzer", "dijkhuis", "keten_beoordelaar", "keten_trainer"),
        Bezetting("verte", "tubbergen", VALPREVENTIE, "gemeente-tubbergen", "coordinator_tubbergen",
                  "coordinator_tubbergen", "verwijzer_tubbergen", "praktijk-tubbergen", "beoordelaar_tubbergen",
                  "trainer_tubbergen"),
        _borne("buur", VALPREVENTIE, "wijkracht", "buur_coordinator", "buur_coordinator",
               "verwijzer2", "fleming", "beoordelaar2", "buur_trainer"),
    )
}  # fmt: skip
R = Relatie
GEWOON = {R.EIGEN: "eigen", R.COLLEGA: "maat", R.BUUR: "buur", R.KETEN: "schakel", R.ELDERS: "verte"}
# The welzijnscoach of the world works in the other keten, so that the two change places.
VERHAAL_VAN: dict[Rol, dict[Relatie, str]] = dict.fromkeys(Rol, GEWOON) | {
    Rol.WELZIJNSCOACH: {
        R.EIGEN: "coach", R.COLLEGA: "kompaan", R.BUUR: "schakel", R.KETEN: "buur", R.ELDERS: "verte"
    }
}  # fmt: skip


def maak_ploeg() -> None:
    """Add the people, the second keten with who coordinates it, and let both gemeenten keep a BSN.

    The projectleider looks at the region too.
    """
    hash_ = versleutel(wereld.WACHTWOORD)
    for sleutel, (naam, werkgever, petten) in ERBIJ.items():
        wereld._maak_account(sleutel, naam, werkgever, petten, hash_)
    for gemeente in ("borne", "tubbergen"):
        db.session.get_one(Gemeente, wereld.id_van(gemeente)).bsn_aan = True
    db.session.get_one(Lidmaatschap, wereld.id_van("projectleider-projectleider")).regio = True
    db.session.commit()
    with in_gemeente(wereld.id_van("borne")):
        db.session.add(
            Keteninstelling(
                keten_code=WELZIJN,
                organisatie_id=wereld.id_van("gemeente-borne"),
                actief_vanaf=date(2023, 1, 1),
                telefoon="+31742658600",
                termijnen={},
            )
        )
        for sleutel in ("gemeente-borne", "wijkracht", "dijkhuis", "fysio"):
            db.session.add(
                Ketenpartner(
                    keten_code=WELZIJN, organisatie_id=wereld.id_van(sleutel), beoordeelt=sleutel == "dijkhuis"
                )
            )
        db.session.commit()


def wie(naam: str) -> Wie:
    """Return one of the walk's people as the rules see them; inside an app context."""
    petten = petten_van(wereld.id_van(naam))
    volle_naam = (ERBIJ | wereld.MENSEN)[naam][0]
    return Wie(
        wereld.id_van(naam), volle_naam, "", wereld.id_van(f"sessie-{naam}"), wereld.token_van(naam), petten[0], petten
    )


@contextmanager
def gehouden_door(houder: str, keten: str) -> Iterator[None]:
    """Let another organisatie coordinate the keten for as long as its story is made: it moved since."""
    instelling = db.session.scalars(select(Keteninstelling).where(Keteninstelling.keten_code == keten)).one()
    was, instelling.organisatie_id = instelling.organisatie_id, wereld.id_van(houder)
    db.session.commit()
    db.session.expire_all()
    try:
        yield
    finally:
        db.session.get_one(Keteninstelling, instelling.id).organisatie_id = was
        db.session.commit()
