"""The first of the month: the list of the month before is ready, and the practices that chose it are told."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from flask import current_app
from sqlalchemy import String, cast, exists, select

from ketens.audit.handelingen import schrijf_opdracht
from ketens.gebruikers.models import Account, Lidmaatschap
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import moment, nu, vandaag
from ketens.opdrachten.klok import elke
from ketens.post.handelingen import mail
from ketens.rechten import Recht, Rol
from ketens.trajecten.instellingen import Ketenpartner
from ketens.verwijzingen.maandlijst import in_woorden, regels_van
from ketens.verwijzingen.models import Terugkoppeling, Verwijzing
from ketens.verwijzingen.wijze import MAANDLIJST, vorige_maand

OPDRACHT = "verwijzingen.maandlijst"
BRIEF = (
    "Goedemorgen,\n\nDe maandlijst van {maand} staat klaar in ketens: hoe het staat met uw verwijzingen.\n"
    "Log in en kies Verwijzingen, Maandlijst.{link}\n\nIn deze mail staan geen gegevens van inwoners."
)


@elke(time(5, 0), OPDRACHT)
def leg_maandlijsten_klaar(_gegevens: Mapping[str, Any]) -> None:
    """Lay a notice beside each verwijzing of the list, and a mail for who refers; once a month, however late."""
    maand = vorige_maand(vandaag())
    partners = db.session.scalars(select(Ketenpartner).where(Ketenpartner.terugkoppelwijze == MAANDLIJST)).all()
    verteld = [inwoner for partner in partners for inwoner in _leg_klaar(partner, maand)]
    if verteld:
        db.session.flush()
        schrijf_opdracht(Recht.VERWIJZING_VOLGEN, OPDRACHT, verteld)


def _leg_klaar(partner: Ketenpartner, maand: date) -> list[Any]:
    eisen = (Verwijzing.organisatie_id == partner.organisatie_id, Verwijzing.keten_code == partner.keten_code)
    deze_maand = Terugkoppeling.op >= moment(vandaag().replace(day=1), 0)
    al = exists().where(Terugkoppeling.verwijzing_id == Verwijzing.id, Terugkoppeling.moment == MAANDLIJST, deze_maand)
    if db.session.scalar(select(exists().where(*eisen, al))):
        return []
    regels = regels_van(eisen, maand, partner.organisatie_id)
    for regel in regels:
        db.session.add(
            Terugkoppeling(
                verwijzing_id=regel.verwijzing.id,
                inwoner_id=regel.verwijzing.inwoner_id,
                moment=MAANDLIJST,
                gegevens={"maand": f"{maand:%Y-%m}"},
                op=nu(),
            )
        )
    if regels:
        _mail(partner, maand)
    return [regel.verwijzing.inwoner_id for regel in regels]


def _mail(partner: Ketenpartner, maand: date) -> None:
    adres = current_app.extensions["ketens"].adres
    tekst = BRIEF.format(maand=in_woorden(maand), link=f"\n{adres}" if adres else "")
    vraag = (
        select(Account)
        .join(Lidmaatschap, Lidmaatschap.account_id == Account.id)
        .where(
            Lidmaatschap.organisatie_id == partner.organisatie_id,
            Lidmaatschap.gemeente_id == huidige_gemeente(),
            Lidmaatschap.rol == Rol.VERWIJZER,
            cast(Lidmaatschap.ketens, String).contains(f'"{partner.keten_code}"', autoescape=True),
            Lidmaatschap.vanaf <= vandaag(),
            Lidmaatschap.tot.is_(None) | (Lidmaatschap.tot >= vandaag()),
            Account.geblokkeerd_op.is_(None),
        )
    )
    for account in db.session.scalars(vraag).unique():
        mail(
            aan=account.email,
            sleutel=f"maandlijst:{maand:%Y-%m}:{partner.id}:{account.id}",
            onderwerp=f"De maandlijst van {in_woorden(maand)} staat klaar",
            inhoud=tekst,
        )
