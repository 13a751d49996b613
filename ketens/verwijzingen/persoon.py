"""Who is referred, as the page gives it: enough to know whom to call, and what they agreed to."""

from dataclasses import dataclass
from datetime import date
from typing import TypedDict
from uuid import UUID

from sqlalchemy import exists, or_, select

from ketens.inwoners.contactpersonen import Contactpersoon, voeg_contactpersoon_toe
from ketens.inwoners.gevers import Gever, gever_bij, is_minderjarig, past_bij, uitleg
from ketens.inwoners.handelingen import beeindig_betrokkenheid, betrek, leg_toestemming_vast, maak_inwoner
from ketens.inwoners.keuzes import RELATIE_BIJ_GROND
from ketens.inwoners.models import Bereik, Geslacht, Inwoner, Toestemming, ToestemmingSoort
from ketens.inwoners.veilig import VeiligContact
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import leeftijd_op, vandaag
from ketens.trajecten.models import Traject
from ketens.verwijzingen.models import Verwijzing
from ketens.verwijzingen.wegen import Weg


class Persoon(TypedDict, total=False):
    """What `maak_inwoner` takes; here all of it may be missing, and what is needed is asked for."""

    voornaam: str | None
    tussenvoegsel: str | None
    achternaam: str | None
    geboortedatum: date | None
    telefoon: str | None
    email: str | None
    postcode: str | None
    huisnummer: str | None
    straat: str | None
    plaats: str | None
    wijk: str | None
    geslacht: Geslacht
    veilig_contact: VeiligContact | None
    is_demo: bool


class Beslisser(TypedDict):
    """Who decides for the resident, or decides too: name, ground (`keuzes.GRONDEN`) and phone."""

    naam: str
    grond: str
    telefoon: str


@dataclass(frozen=True, slots=True)
class Gegeven:
    """Who gives the consents of one page."""

    gever: Gever
    ander: Contactpersoon | None = None


NODIG = {
    "geboortedatum": "Vul de geboortedatum in.",
    "achternaam": "Vul de achternaam in.",
    "voornaam": "Vul de voornaam in.",
}


def maak_persoon(
    langs: Weg, persoon: Persoon, beslisser: Beslisser | None = None, *, verwijzer_id: UUID | None = None
) -> Inwoner:
    """Add the resident, and involve who receives (and who refers). Never looks whether they are known already."""
    for veld, zin in NODIG.items():
        if not persoon.get(veld):
            raise Domeinfout(zin, veld=veld)
    _mag_beslissen(persoon["geboortedatum"], beslisser)
    bereik = _bereik(persoon)
    inwoner = maak_inwoner(**persoon)  # type: ignore[arg-type]
    inwoner.bereik = bereik
    if verwijzer_id:
        betrek(inwoner, organisatie_id=verwijzer_id, keten_code=langs.keten.code, grond="verwijzer")
    betrek(inwoner, organisatie_id=langs.ontvanger.id, keten_code=langs.keten.code, grond="verwijzing")
    return inwoner


def _mag_beslissen(geboren: date | None, beslisser: Beslisser | None) -> None:
    """Raise `Domeinfout` when someone else must decide at this age and nobody was named, or this one may not."""
    leeftijd = leeftijd_op(geboren, vandaag()) if geboren else None
    if beslisser is None:
        if is_minderjarig(leeftijd):
            raise Domeinfout(f"{uitleg(leeftijd)} Vul in wie dat is.", veld="beslist_naam")
        return
    for deel in ("naam", "telefoon"):
        if not beslisser[deel]:
            raise Domeinfout("Vul de naam en het telefoonnummer in van wie er beslist.", veld=f"beslist_{deel}")
    if not past_bij(gever_bij(leeftijd, met_ander=True), beslisser["grond"]):
        raise Domeinfout(uitleg(leeftijd), veld="beslist_grond")


def wie_geeft(langs: Weg, inwoner: Inwoner, beslisser: Beslisser | None) -> Gegeven:
    """Return who gives the consents at this age (domein 4.1 [K]); who decides is kept as a contactpersoon."""
    leeftijd = inwoner.leeftijd(vandaag())
    if beslisser is None:
        return Gegeven(gever_bij(leeftijd, met_ander=False))
    kind = is_minderjarig(leeftijd)
    ander = voeg_contactpersoon_toe(
        inwoner,
        door=langs.wie,
        naam=beslisser["naam"],
        relatie=RELATIE_BIJ_GROND.get(beslisser["grond"], "anders"),
        telefoon=beslisser["telefoon"],
        vertegenwoordiger_grond=beslisser["grond"],
        # Nobody calls a child past the parents.
        eerst_bellen=kind,
        mag_afspraken_maken=kind,
    )
    return Gegeven(gever_bij(leeftijd, met_ander=True), ander)


def _bereik(persoon: Persoon) -> Bereik:
    veilig = persoon.get("veilig_contact") or VeiligContact()
    if persoon.get("telefoon") or veilig.telefoon:
        return Bereik.BELLEN
    if persoon.get("email") and not veilig.geen_email:
        return Bereik.EMAIL
    if persoon.get("postcode") and persoon.get("huisnummer") and not veilig.geen_brief:
        return Bereik.BRIEF
    raise Domeinfout("Vul een telefoonnummer in. Geen telefoon? Vul dan een e-mailadres of adres in.", veld="telefoon")


def naam_van(persoon: Persoon) -> str:
    """Return the name as it was typed, as `Inwoner.naam` puts it."""
    delen = (persoon.get("voornaam"), persoon.get("tussenvoegsel"), persoon.get("achternaam"))
    return " ".join(deel for deel in delen if deel)


def laat_los(verwijzing: Verwijzing) -> None:
    """End the involvement of who received it, unless a traject or another verwijzing of the resident keeps it."""
    inwoner_id, keten_code = verwijzing.inwoner_id, verwijzing.keten_code
    van_inwoner = (Traject.inwoner_id == inwoner_id) & (Traject.keten_code == keten_code)
    anders = (
        (Verwijzing.inwoner_id == inwoner_id)
        & (Verwijzing.keten_code == keten_code)
        & (Verwijzing.id != verwijzing.id)
        & Verwijzing.geweigerd_op.is_(None)
        & Verwijzing.ingetrokken_op.is_(None)
    )
    if not db.session.scalar(select(or_(exists().where(van_inwoner), exists().where(anders)))):
        beeindig_betrokkenheid(verwijzing.inwoner, organisatie_id=verwijzing.ontvanger_id, keten_code=keten_code)


def leg_vast(
    langs: Weg,
    inwoner: Inwoner,
    soort: ToestemmingSoort,
    gegeven: Gegeven,
    *,
    organisatie_id: UUID | None = None,
    verwijzing_id: UUID | None = None,
    kanaal: str | None = None,
    zelf: bool = False,
) -> Toestemming:
    """Keep that the resident, or who decides for them, agreed, in the words of the page.

    `kanaal`: how, when that is not as the keten asks it of a verwijzer; `zelf`: read with nobody beside them.
    """
    return leg_toestemming_vast(
        inwoner,
        soort=soort,
        keten_code=langs.keten.code,
        ontvangers=langs.ontvangers(soort),
        formulering=langs.formulering(soort, zelf=zelf),
        formulering_versie=langs.formulering_versie(soort, zelf=zelf),
        kanaal=kanaal or langs.keten.toestemming(soort).kanaal,
        door=langs.wie,
        gever=gegeven.gever,
        vertegenwoordiger=gegeven.ander,
        verwijzing_id=verwijzing_id,
        organisatie_id=organisatie_id,
    )
