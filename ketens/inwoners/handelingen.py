"""What is done with a resident: made, corrected, involved, agreed to. None of it commits."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ketens.gebruikers.models import Gemeente, Organisatie
from ketens.gebruikers.wie import Wie
from ketens.inwoners.contactpersonen import Contactpersoon, controleer_gever
from ketens.inwoners.gevers import Gever, intrekkers, uitleg
from ketens.inwoners.models import Bereik, Betrokkenheid, Geslacht, Inwoner, Toestemming, ToestemmingSoort
from ketens.inwoners.veilig import VeiligContact
from ketens.inwoners.zoeksleutels import leg_aan
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import nu, vandaag

NAAM = ("voornaam", "tussenvoegsel", "achternaam", "geboortedatum", "bsn")
ADRES = ("straat", "huisnummer", "postcode", "plaats")
CONTACT = ("telefoon", "telefoon2", "email", "bereik", "bereik_wanneer", "taal")
# What must follow when a consent ends and lives above this feature: see `bij_intrekking`.
Intrekvolger = Callable[[Toestemming, Wie, "Stopwens"], None]
BIJ_INTREKKING: list[Intrekvolger] = []
# What `wijzig_inwoner` may change.
VELDEN = frozenset((*NAAM, *ADRES, *CONTACT, "geslacht", "wijk"))


class Stopwens(StrEnum):
    """What the resident said when asked, at a withdrawal, whether to stop with the traject too."""

    JA = "ja"
    NEE = "nee"
    ONBEKEND = "onbekend"


def maak_inwoner(
    *,
    voornaam: str,
    achternaam: str,
    geboortedatum: date | None,
    tussenvoegsel: str | None = None,
    telefoon: str | None = None,
    postcode: str | None = None,
    huisnummer: str | None = None,
    straat: str | None = None,
    plaats: str | None = None,
    email: str | None = None,
    geslacht: Geslacht = Geslacht.ONBEKEND,
    wijk: str | None = None,
    bsn: str | None = None,
    veilig_contact: VeiligContact | None = None,
    is_demo: bool = False,
) -> Inwoner:
    """Add a resident of the gemeente of this moment, to be found from now on; nobody is involved yet (`betrek`)."""
    inwoner = Inwoner(geslacht=geslacht, wijk=wijk, is_demo=is_demo, bereik=Bereik.BELLEN)
    _zet(
        inwoner,
        voornaam=voornaam,
        tussenvoegsel=tussenvoegsel,
        achternaam=achternaam,
        geboortedatum=geboortedatum,
        telefoon=telefoon,
        postcode=postcode,
        huisnummer=huisnummer,
        straat=straat,
        plaats=plaats,
        email=email,
        bsn=bsn,
        veilig_contact=veilig_contact,
    )
    db.session.add(inwoner)
    return inwoner


def wijzig_inwoner(inwoner: Inwoner, *, door: Wie | None, **velden: Any) -> None:
    """Correct what is known of a resident (the names of `VELDEN`), and remember who did and when."""
    if onbekend := velden.keys() - VELDEN:
        raise TypeError(f"Van een inwoner wijzigt niemand {', '.join(sorted(onbekend))}.")
    # One change is one version: the search keys are read before anything is written.
    with db.session.no_autoflush:
        _zet(inwoner, **velden)
    inwoner.gewijzigd_op = nu()
    inwoner.gewijzigd_door_id = door.account_id if door else None


def _zet(inwoner: Inwoner, **velden: Any) -> None:
    if (geboren := velden.get("geboortedatum")) and geboren > vandaag():
        raise Domeinfout("Kies een geboortedatum die niet in de toekomst ligt.", veld="geboortedatum")
    if velden.get("bsn") and not bsn_aan():
        raise Domeinfout("Deze gemeente bewaart geen burgerservicenummers.", veld="bsn")
    for naam, waarde in velden.items():
        setattr(inwoner, naam, waarde)
    _is_bereikbaar(inwoner)
    inwoner.geboortejaar = inwoner.geboortedatum.year if inwoner.geboortedatum else None
    inwoner.pc4 = inwoner.postcode[:4] if inwoner.postcode else None
    leg_aan(inwoner)


def _is_bereikbaar(inwoner: Inwoner) -> None:
    if inwoner.veilig_contact and inwoner.veilig_contact.verbiedt(inwoner.bereik):
        raise Domeinfout("Dat is bij deze inwoner niet veilig. Kies een andere manier.", veld="bereik")
    if inwoner.bereik == Bereik.EMAIL and not inwoner.email:
        raise Domeinfout("Vul een e-mailadres in, of kies een andere manier om de inwoner te bereiken.", veld="email")
    if inwoner.bereik == Bereik.BRIEF and not (inwoner.huisnummer and inwoner.postcode):
        raise Domeinfout("Vul voor een brief het adres in, of kies een andere manier.", veld="postcode")


def bsn_aan() -> bool:
    """Tell whether the gemeente of this moment may keep a burgerservicenummer (domein 6.2)."""
    gemeente = db.session.get(Gemeente, huidige_gemeente())
    return gemeente is not None and gemeente.bsn_aan


def betrek(
    inwoner: Inwoner, *, organisatie_id: UUID, keten_code: str, grond: str, account_id: UUID | None = None
) -> Betrokkenheid:
    """Let an organisatie (or one trainer, with `account_id`) see a resident in one keten. Twice is once."""
    bestaand = _open_betrokkenheden(inwoner, organisatie_id, keten_code, account_id)
    if bestaand:
        return bestaand[0]
    if not db.session.get_one(Organisatie, organisatie_id).draagt_betrokkenheid:
        raise Domeinfout("Een samenwerking ziet zelf geen inwoners. Kies de werkgever.", veld="organisatie_id")
    betrokkenheid = Betrokkenheid(
        organisatie_id=organisatie_id, account_id=account_id, keten_code=keten_code, grond=grond, van=vandaag()
    )
    inwoner.betrokkenheden.append(betrokkenheid)
    return betrokkenheid


def beeindig_betrokkenheid(
    inwoner: Inwoner, *, organisatie_id: UUID, keten_code: str, account_id: UUID | None = None
) -> None:
    """End the involvement that stands; from now on this organisatie (or trainer) sees nothing of the resident here."""
    for betrokkenheid in _open_betrokkenheden(inwoner, organisatie_id, keten_code, account_id):
        betrokkenheid.tot = vandaag()


def _open_betrokkenheden(
    inwoner: Inwoner, organisatie_id: UUID, keten_code: str, account_id: UUID | None
) -> list[Betrokkenheid]:
    gezocht = (organisatie_id, keten_code, account_id)
    return [
        rij
        for rij in inwoner.betrokkenheden
        if rij.tot is None and (rij.organisatie_id, rij.keten_code, rij.account_id) == gezocht
    ]


def leg_toestemming_vast(
    inwoner: Inwoner,
    *,
    soort: ToestemmingSoort,
    keten_code: str,
    ontvangers: str,
    formulering: str,
    formulering_versie: str,
    kanaal: str,
    door: Wie | None,
    gever: str = Gever.INWONER,
    vertegenwoordiger: Contactpersoon | None = None,
    verwijzing_id: UUID | None = None,
    organisatie_id: UUID | None = None,
    toestemming_id: UUID | None = None,
) -> Toestemming:
    """Record that the resident (or who decides for them) agreed, in these words, at this moment (domein 4.1, 6.1)."""
    controleer_gever(inwoner, gever, vertegenwoordiger)
    toestemming = Toestemming(
        id=toestemming_id,
        inwoner=inwoner,
        inwoner_id=inwoner.id,
        soort=ToestemmingSoort(soort),
        keten_code=keten_code,
        ontvangers=ontvangers,
        formulering=formulering,
        formulering_versie=formulering_versie,
        kanaal=kanaal,
        gever=str(gever),
        vertegenwoordiger_id=vertegenwoordiger.id if vertegenwoordiger else None,
        gegeven_op=nu(),
        door_id=door.account_id if door else None,
        organisatie_id=organisatie_id or (door and door.organisatie_id),
        verwijzing_id=verwijzing_id,
    )
    db.session.add(toestemming)
    return toestemming


def trek_toestemming_in(
    toestemming: Toestemming,
    *,
    door: Wie,
    kanaal: str = "mondeling",
    gever: str | None = None,
    stopt: Stopwens = Stopwens.ONBEKEND,
) -> None:
    """End a consent from now on. The row stays: what was shared before was shared with consent (domein 6.1).

    Who says no to passing data on says it to all in this keten: every consent of that kind ends. `stopt`: whether the
    resident wants to stop with the traject too.
    """
    if toestemming.ingetrokken_op:
        return
    leeftijd = toestemming.inwoner.leeftijd(vandaag())
    gever = gever or intrekkers(leeftijd)[0]
    if gever not in intrekkers(leeftijd):
        raise Domeinfout(uitleg(leeftijd), veld="gever")
    op, rijen = nu(), _die_nu_eindigen(toestemming)
    for rij in rijen:
        rij.ingetrokken_op, rij.ingetrokken_door_id = op, door.account_id
        rij.intrek_kanaal, rij.intrek_gever = kanaal, str(gever)
    for rij in rijen:
        for volg_op in BIJ_INTREKKING:
            volg_op(rij, door, stopt)


def _die_nu_eindigen(toestemming: Toestemming) -> list[Toestemming]:
    # Locked: who passes data on at this moment holds them too (`doorgeven.vergrendel`), and is seen by what follows.
    zelfde = (Toestemming.inwoner_id == toestemming.inwoner_id) & (Toestemming.keten_code == toestemming.keten_code)
    welke = Toestemming.id == toestemming.id
    if toestemming.soort == ToestemmingSoort.DOORGEVEN:
        welke = zelfde & (Toestemming.soort == ToestemmingSoort.DOORGEVEN)
    vraag = select(Toestemming).where(welke, Toestemming.ingetrokken_op.is_(None)).order_by(Toestemming.id)
    vraag = vraag.with_for_update().execution_options(populate_existing=True)
    return list(db.session.scalars(vraag))


def bij_intrekking(volg_op: Intrekvolger) -> Intrekvolger:
    """Register what a higher feature does when a consent ends, in the same transaction. Usable as decorator."""
    BIJ_INTREKKING.append(volg_op)
    return volg_op


def heeft_toestemming(
    inwoner_id: UUID, soort: ToestemmingSoort, keten_code: str, organisatie_id: UUID | None = None
) -> bool:
    """Tell whether a consent stands now; with `organisatie_id` only one that this organisatie asked for."""
    vraag = select(Toestemming.id).where(
        Toestemming.inwoner_id == inwoner_id,
        Toestemming.soort == soort,
        Toestemming.keten_code == keten_code,
        Toestemming.ingetrokken_op.is_(None),
    )
    if organisatie_id:
        vraag = vraag.where(Toestemming.organisatie_id == organisatie_id)
    return db.session.scalars(vraag.limit(1)).first() is not None
