"""Kansrijke Start beside the small world: who coordinates it, a verloskundige who refers, and one ouder."""

from datetime import date
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import select

from ketens.gebruikers.models import Organisatie, OrganisatieSoort
from ketens.gebruikers.wachtwoorden import versleutel
from ketens.gebruikers.wie import Wie, petten_van
from ketens.inwoners.veilig import VeiligContact
from ketens.kern.db import db
from ketens.rechten import Rol
from ketens.trajecten.instellingen import Keteninstelling, Ketenpartner
from ketens.triage.handelingen import neem_aan
from ketens.verwijzingen.handelingen import verwijs
from ketens.verwijzingen.models import Verwijzing
from tests import wereld

KETEN = "kansrijke_start"
# By account: name, employer and role.
MENSEN = {
    "verloskundige": ("Vera Verloskundige", "verloskunde", Rol.VERWIJZER),
    "kansrijk": ("Kaat Kansrijk", "wijkracht", Rol.COORDINATOR),
}
HULPVRAAG = "Ik wil iemand die met mij meedenkt."
ANTWOORDEN: dict[str, object] = {"datum_kind": "2027-02-03", "hulpvraag": HULPVRAAG, "signalen": ["geld", "wonen"]}
VEILIG = VeiligContact(
    telefoon="+31687654321",
    wanneer="dinsdag 9 tot 12 uur",
    geen_brief=True,
    geen_voicemail=True,
    geen_email=True,
    let_op="zeg dat u van de bibliotheek bent",
)


def wie(naam: str) -> Wie:
    """Return one of these people as the rules see them; inside an app context."""
    id_, petten = wereld.id_van(naam), petten_van(wereld.id_van(naam))
    return Wie(id_, MENSEN[naam][0], "", wereld.id_van(f"sessie-{naam}"), wereld.token_van(naam), petten[0], petten)


def zet_op(app: Flask) -> None:
    """Let Wijkracht coordinate the keten in Borne, with a verloskundepraktijk that refers."""
    with wereld.binnen(app):
        if db.session.scalars(select(Keteninstelling).where(Keteninstelling.keten_code == KETEN)).first():
            return
        praktijk = Organisatie(
            id=wereld.id_van("verloskunde"),
            naam="Verloskundigen Proef",
            soort=OrganisatieSoort.VERLOSKUNDE,
            gemeente_id=wereld.id_van("borne"),
            plaats="Borne",
        )
        db.session.add(praktijk)
        db.session.flush()
        hash_ = versleutel(wereld.WACHTWOORD)
        for sleutel, (naam, werkgever, rol) in MENSEN.items():
            wereld._maak_account(sleutel, naam, werkgever, [(rol, werkgever, "borne", [KETEN])], hash_)
        instelling = Keteninstelling(
            keten_code=KETEN,
            organisatie_id=wereld.id_van("wijkracht"),
            actief_vanaf=date(2023, 1, 1),
            telefoon="+31742658610",
            termijnen={},
        )
        partners = [
            Ketenpartner(keten_code=KETEN, organisatie_id=wereld.id_van(o)) for o in ("verloskunde", "dijkhuis")
        ]
        db.session.add_all([instelling, *partners])
        db.session.commit()


def verwijzing(app: Flask, achternaam: str = "Ouderman", *, aannemen: bool = False, **velden: Any) -> Verwijzing:
    """A verwijzing of the verloskundige, with a safe contact; `aannemen`: Kaat accepted it."""
    zet_op(app)
    velden = {
        "voornaam": "Noor",
        "geboortedatum": date(1998, 5, 6),
        "telefoon": "+31612345678",
        "veilig_contact": VEILIG,
        "eigen": ANTWOORDEN,
        "formulier_id": uuid4(),
        **velden,
    }
    with wereld.binnen(app):
        rij = verwijs(
            keten_code=KETEN,
            door=wie("verloskundige"),
            antwoorden={},
            achternaam=achternaam,
            toestemming_doorgeven=True,
            toestemming_terugkoppelen=True,
            **velden,
        )
        db.session.flush()
        if aannemen:
            neem_aan(rij, door=wie("kansrijk"))
        db.session.commit()
        db.session.expunge_all()
    return rij
