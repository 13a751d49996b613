"""Fixing the figures of a year, and saying why one of them differs now."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid5

from sqlalchemy import select

from ketens.audit.handelingen import noteer_reden
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db, nieuw_id
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from ketens.kern.pagina import datum
from ketens.vaststellingen.cijfers import neem_op, versies
from ketens.vaststellingen.models import Vaststelling, Verschilreden
from ketens.vaststellingen.stand import IN_LOGBOEK, Verschil, periode, vaststelling, vingerafdruk_van, zelfde
from ketens.verslagen.verslag import Verslag


def stel_vast(
    verslag: Verslag,
    *,
    door: Wie | None,
    toelichting: str | None = None,
    formulier_id: UUID | None = None,
    gezien: str | None = None,
) -> Vaststelling:
    """Fix the figures of a year that is over; a form that comes twice fixes once.

    `gezien` is the fingerprint of what the page showed (`voorstel`): when something changed since, or someone else was
    first, it is refused, so that nobody signs what they did not see.
    """
    formulier_id = formulier_id or nieuw_id()
    if bestaand := db.session.scalars(
        select(Vaststelling).where(Vaststelling.formulier_id == formulier_id)
    ).one_or_none():
        return bestaand
    eis_vast_te_stellen(verslag)
    vorige = vaststelling(verslag.keten, verslag.jaar)
    nieuw = voorstel(verslag, vorige, formulier_id)
    _eis_nieuws(nieuw, vorige, gezien)
    nieuw.toelichting, nieuw.door_id = toelichting, door.account_id if door else None
    db.session.add(nieuw)
    db.session.flush()
    noteer_reden(f"{IN_LOGBOEK}{nieuw.vingerafdruk}")
    return nieuw


def voorstel(verslag: Verslag, vorige: Vaststelling | None, formulier_id: UUID | None = None) -> Vaststelling:
    """Return what would be fixed now, loose of the database."""
    van, tot = periode(verslag.jaar)
    nieuw = Vaststelling(
        formulier_id=formulier_id or nieuw_id(),
        keten_code=verslag.keten,
        jaar=verslag.jaar,
        van=van,
        tot=tot,
        nr=vorige.nr + 1 if vorige else 1,
        cijfers=neem_op(verslag),
        catalogus=versies(verslag),
        vervangt_id=vorige.id if vorige else None,
    )
    nieuw.vingerafdruk = vingerafdruk_van(nieuw)
    return nieuw


def eis_vast_te_stellen(verslag: Verslag) -> None:
    """Refuse a year that still runs, and one of which nothing is known."""
    jaar, stand = verslag.jaar, verslag.stand
    if date(jaar, 12, 31) >= vandaag():
        begin = datum(date(jaar + 1, 1, 1))
        raise Domeinfout(f"{jaar} is nog niet voorbij. U kunt de cijfers vaststellen vanaf {begin}.")
    if all(stand.waarde(code) is None for code in stand.codes):
        raise Domeinfout(f"Over {jaar} is niets geteld. Er is dus niets om vast te stellen.")


def _eis_nieuws(nieuw: Vaststelling, vorige: Vaststelling | None, gezien: str | None) -> None:
    if gezien is not None and gezien != nieuw.vingerafdruk:
        raise Domeinfout(
            "De cijfers zijn veranderd of vastgesteld terwijl u keek. Bekijk ze opnieuw en stel ze dan vast."
        )
    if vorige is not None and zelfde(vorige, nieuw):
        raise Domeinfout(
            "Er is niets veranderd sinds deze cijfers zijn vastgesteld. U hoeft ze niet opnieuw vast te stellen."
        )


def geef_reden(
    van: Vaststelling,
    verschillen: Sequence[Verschil],
    *,
    reden: str,
    door: Wie | None,
    formulier_id: UUID | None = None,
) -> list[Verschilreden]:
    """Say why these figures differ from what was fixed: once per figure and value, also when the form comes twice."""
    if not verschillen:
        raise Domeinfout("Kies ten minste één cijfer.", veld="figuren")
    stand = {verschil.sleutel: verschil.waarde_nu for verschil in verschillen}
    formulier_id = formulier_id or nieuw_id()
    er_al = select(Verschilreden.figuur, Verschilreden.waarde).where(Verschilreden.vaststelling_id == van.id)
    bekend = {(rij.figuur, rij.waarde) for rij in db.session.execute(er_al)}
    redenen = [
        Verschilreden(
            formulier_id=uuid5(formulier_id, sleutel),
            vaststelling_id=van.id,
            figuur=sleutel,
            waarde=waarde,
            reden=reden,
            door_id=door.account_id if door else None,
        )
        for sleutel, waarde in stand.items()
        if (sleutel, waarde) not in bekend
    ]
    db.session.add_all(redenen)
    return redenen
