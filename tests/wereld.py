"""The small world of the tests: two gemeenten, their organisaties, and one invented account per role."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID, uuid5

from flask import Flask
from sqlalchemy import update

from ketens.catalogus import catalogus
from ketens.gebruikers.models import Account, Gemeente, Lidmaatschap, Organisatie, OrganisatieSoort, Sessie, Zicht
from ketens.gebruikers.wachtwoorden import versleutel
from ketens.gebruikers.wie import Pet, Wie, petten_van, token_hash
from ketens.kern import klok
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.rechten import Rol
from ketens.trajecten.instellingen import Keteninstelling, Ketenpartner
from ketens.verwerkingen.models import Verwerking

NAAMRUIMTE = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
WACHTWOORD = "Proef-wachtwoord-2026"
KETEN = "valpreventie"
WELZIJN = "welzijn_op_recept"
S = OrganisatieSoort

ORGANISATIES = {
    "gemeente-borne": ("Gemeente Borne (proef)", S.GEMEENTE, None, "borne"),
    "wijkracht": ("Wijkracht (proef)", S.WELZIJN, None, "borne"),
    "dijkhuis": ("Huisartsen Het Proefhuis", S.HUISARTSENPRAKTIJK, "01000001", "borne"),
    "fleming": ("Huisartsen Proefhof", S.HUISARTSENPRAKTIJK, "01000002", "borne"),
    "papier": ("Huisartsen Zonder App", S.HUISARTSENPRAKTIJK, "01000003", "borne"),
    "fysio": ("Fysio Proef", S.FYSIOTHERAPIE, "04000001", "borne"),
    "wijkteam": ("Wijkverpleging Proef", S.WIJKVERPLEGING, None, "borne"),
    "thuiszorg": ("Thuiszorg Proef", S.WIJKVERPLEGING, None, "borne"),
    "gemeente-tubbergen": ("Gemeente Tubbergen (proef)", S.GEMEENTE, None, "tubbergen"),
    "praktijk-tubbergen": ("Huisartsen Tubbergen (proef)", S.HUISARTSENPRAKTIJK, "01000004", "tubbergen"),
}

# What a verwijzer sees, where it is not what the kind of organisatie brings along (a wijkverpleging: their own).
ZICHT = {"thuiszorg": Zicht.TEAM}
TEAMS = {"noord": "Noord", "noord2": "Noord", "zuid": "Zuid"}

# account: (name, employer, hats as (role, organisatie, gemeente, ketens))
MENSEN: dict[str, tuple[str, str, list[tuple[Rol, str, str, list[str]]]]] = {
    "verwijzer": ("Hanna Huisarts", "dijkhuis", [(Rol.VERWIJZER, "dijkhuis", "borne", [KETEN])]),
    "verwijzer2": ("Hugo Huisarts", "fleming", [(Rol.VERWIJZER, "fleming", "borne", [KETEN])]),
    "beoordelaar": ("Bea Beoordelaar", "dijkhuis", [(Rol.BEOORDELAAR, "dijkhuis", "borne", [KETEN])]),
    "beoordelaar2": ("Bob Beoordelaar", "fleming", [(Rol.BEOORDELAAR, "fleming", "borne", [KETEN])]),
    "welzijnscoach": ("Wil Welzijn", "wijkracht", [(Rol.WELZIJNSCOACH, "wijkracht", "borne", ["welzijn_op_recept"])]),
    "coordinator": ("Cora Coordinator", "gemeente-borne", [(Rol.COORDINATOR, "gemeente-borne", "borne", [KETEN])]),
    "coordinator2": ("Carel Coordinator", "gemeente-borne", [(Rol.COORDINATOR, "gemeente-borne", "borne", [KETEN])]),
    "andere_keten": (
        "Anke Anders",
        "gemeente-borne",
        [(Rol.COORDINATOR, "gemeente-borne", "borne", ["welzijn_op_recept"])],
    ),
    "trainer": ("Tom Trainer", "fysio", [(Rol.TRAINER, "fysio", "borne", [KETEN])]),
    "trainer2": ("Tineke Trainer", "fysio", [(Rol.TRAINER, "fysio", "borne", [KETEN])]),
    "teller": ("Teun Teller", "wijkracht", [(Rol.TELLER, "wijkracht", "borne", [KETEN])]),
    "projectleider": (
        "Petra Projectleider",
        "gemeente-borne",
        [(Rol.PROJECTLEIDER, "gemeente-borne", "borne", [KETEN])],
    ),
    "beheerder": ("Bas Beheerder", "gemeente-borne", [(Rol.BEHEERDER, "gemeente-borne", "borne", [KETEN])]),
    # Was given what residents ask under the privacy law, beside the role.
    "verzoeken": ("Vera Verzoek", "gemeente-borne", [(Rol.BEHEERDER, "gemeente-borne", "borne", [KETEN])]),
    "fg": ("Fenna Fg", "gemeente-borne", [(Rol.FG, "gemeente-borne", "borne", [KETEN])]),
    "alleskunner": (
        "Freek Fysio",
        "fysio",
        [(rol, "fysio", "borne", [KETEN]) for rol in (Rol.VERWIJZER, Rol.BEOORDELAAR, Rol.TRAINER)],
    ),
    "wijk": ("Wies Wijk", "wijkteam", [(Rol.VERWIJZER, "wijkteam", "borne", [KETEN])]),
    "wijk2": ("Wout Wijk", "wijkteam", [(Rol.VERWIJZER, "wijkteam", "borne", [KETEN])]),
    "noord": ("Noor Noord", "thuiszorg", [(Rol.VERWIJZER, "thuiszorg", "borne", [KETEN])]),
    "noord2": ("Nico Noord", "thuiszorg", [(Rol.VERWIJZER, "thuiszorg", "borne", [KETEN])]),
    "zuid": ("Zita Zuid", "thuiszorg", [(Rol.VERWIJZER, "thuiszorg", "borne", [KETEN])]),
    "coordinator_tubbergen": (
        "Tess Coordinator",
        "gemeente-tubbergen",
        [(Rol.COORDINATOR, "gemeente-tubbergen", "tubbergen", [KETEN])],
    ),
    "verwijzer_tubbergen": (
        "Ties Huisarts",
        "praktijk-tubbergen",
        [(Rol.VERWIJZER, "praktijk-tubbergen", "tubbergen", [KETEN])],
    ),
}


def id_van(naam: str) -> UUID:
    """Return the fixed id of a gemeente, organisatie or account of this world."""
    return uuid5(NAAMRUIMTE, naam)


def token_van(naam: str) -> str:
    """Return the session token under which this person is signed in already."""
    return f"proefsessie-{naam}"


def maak() -> None:
    """Fill an empty, migrated database."""
    for slug, naam, cbs in (("borne", "Borne", "0147"), ("tubbergen", "Tubbergen", "0183")):
        db.session.add(Gemeente(id=id_van(slug), slug=slug, naam=naam, cbs_code=cbs, telefoon="+31742658686"))
    db.session.flush()
    for sleutel, (naam, soort, agb, gemeente) in ORGANISATIES.items():
        db.session.add(
            Organisatie(
                id=id_van(sleutel),
                naam=naam,
                soort=soort,
                agb=agb,
                gemeente_id=id_van(gemeente),
                plaats="Borne",
                **({"zicht": ZICHT[sleutel]} if sleutel in ZICHT else {}),
            )
        )
    db.session.flush()
    hash_ = versleutel(WACHTWOORD)
    for sleutel, (naam, werkgever, petten) in MENSEN.items():
        _maak_account(sleutel, naam, werkgever, petten, hash_)
    db.session.commit()
    for gemeente in ("borne", "tubbergen"):
        with in_gemeente(id_van(gemeente)):
            _maak_keten(gemeente)
            _maak_grondslagen(gemeente)
            db.session.commit()


def _maak_account(sleutel: str, naam: str, werkgever: str, petten: list, hash_: str) -> None:
    db.session.add(
        Account(
            id=id_van(sleutel),
            email=f"{sleutel}@proef.example",
            naam=naam,
            wachtwoord=hash_,
            organisatie_id=id_van(werkgever),
        )
    )
    db.session.flush()
    ids = []
    for rol, organisatie, gemeente, ketens in petten:
        lid = Lidmaatschap(
            id=id_van(f"{sleutel}-{rol}"),
            account_id=id_van(sleutel),
            organisatie_id=id_van(organisatie),
            gemeente_id=id_van(gemeente),
            rol=rol,
            ketens=ketens,
            team=TEAMS.get(sleutel),
            verzoeken=sleutel == "verzoeken",
            vanaf=date(2020, 1, 1),
        )
        db.session.add(lid)
        ids.append(lid.id)
    db.session.flush()
    nu = klok.nu()
    db.session.add(
        Sessie(
            id=id_van(f"sessie-{sleutel}"),
            token_hash=token_hash(token_van(sleutel)),
            account_id=id_van(sleutel),
            lidmaatschap_id=ids[0],
            begonnen_op=nu,
            gezien_op=nu,
            middel="code",
            bevestigd_op=nu,
        )
    )


def _maak_keten(gemeente: str) -> None:
    eigenaar = id_van(f"gemeente-{gemeente}")
    db.session.add(
        Keteninstelling(
            keten_code=KETEN,
            organisatie_id=eigenaar,
            actief_vanaf=date(2023, 1, 1),
            telefoon="+31742658600",
            termijnen={},
        )
    )
    for sleutel, (_, soort, _, plaats) in ORGANISATIES.items():
        if plaats == gemeente:
            db.session.add(
                Ketenpartner(keten_code=KETEN, organisatie_id=id_van(sleutel), beoordeelt=soort == S.HUISARTSENPRAKTIJK)
            )


def _maak_grondslagen(gemeente: str) -> None:
    """Every flow rests on what the catalogue proposes, since the keten began."""
    bestand = catalogus().verwerkingen(KETEN)
    assert bestand is not None
    for stroom in bestand.stromen:
        db.session.add(
            Verwerking(
                formulier_id=id_van(f"verwerking-{gemeente}-{stroom.code}"),
                keten_code=KETEN,
                stroom=stroom.code,
                vanaf=date(2023, 1, 1),
                grondslag=stroom.voorstel.grondslag,
                uitzondering=stroom.voorstel.uitzondering,
                wet=stroom.voorstel.wet,
                **stroom.voorstel.in_gemeente(gemeente.capitalize()),
                vastgelegd_op=klok.nu(),
                door_id=id_van("beheerder"),
            )
        )


def nu_gezien(app: Flask) -> None:
    """Let everyone have signed in just now, however long ago the template was made."""
    nu = klok.nu()
    with app.app_context():
        db.session.execute(update(Sessie).values(begonnen_op=nu, gezien_op=nu, bevestigd_op=nu))
        db.session.commit()


@contextmanager
def binnen(app: Flask, gemeente: str = "borne") -> Iterator[None]:
    """Look at the database of one gemeente, outside any request."""
    with app.app_context(), in_gemeente(id_van(gemeente)):
        yield
        db.session.rollback()


def wie(naam: str) -> Wie:
    """Return a person of this world as the rules see them; inside an app context."""
    petten: tuple[Pet, ...] = petten_van(id_van(naam))
    return Wie(id_van(naam), MENSEN[naam][0], "", id_van(f"sessie-{naam}"), token_van(naam), petten[0], petten)
