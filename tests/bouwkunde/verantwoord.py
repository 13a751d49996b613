"""A year that is accounted for: money of every kind, what counts are measured against, figures that were fixed and
explained, what went outside, what was handed in, a ledger file, and files that were asked for."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from ketens.budgetten import handelingen as geld
from ketens.budgetten import inboeken
from ketens.budgetten.models import Toekenning
from ketens.budgetten.regime import onderdeel_van
from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Groep
from ketens.indicatoren import handelingen as maatstaven
from ketens.indicatoren.models import Gebied
from ketens.instrumenten.models import Afname
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import moment, nu, vandaag
from ketens.kern.rekenblad import lees_bestand
from ketens.monitor.handelingen import bewaar_opmerking
from ketens.publicaties.handelingen import publiceer
from ketens.publicaties.raadsvraag import beantwoord
from ketens.uitvoer.bouwen import bouw_in
from ketens.uitvoer.handelingen import vraag
from ketens.uitvoer.models import Uitvoer
from ketens.vaststellingen.handelingen import geef_reden, stel_vast
from ketens.vaststellingen.stand import verschillen
from ketens.verantwoording.handelingen import bewaar_antwoorden, dien_in, zet_termijn
from ketens.verslagen.verslag import verslag

DIT_JAAR = vandaag().year
VORIG_JAAR = DIT_JAAR - 1
# What can be asked by the raad, and what the rows are behind, per keten.
CIJFER = {"valpreventie": "aantal_gestart", "welzijn_op_recept": "inwoners_ondersteund"}
GROEP = {"valpreventie": "thuiswonende_65plus", "welzijn_op_recept": "inwoners_18plus"}
PLICHT = "azwa_werkagenda"
REGEL = "meenemen_2025"
PC4 = "7621"
GROOTBOEK = """Boekdatum;Bedrag;Grootboekrekening;Kostenplaats;Omschrijving;Crediteur;Factuurnummer;Boekstuknummer
03-02-{jaar};1.234,56;438010;{plaats};Zaalhuur {tekst};Kulturhus;{tekst}F;{tekst}-1
10-02-{jaar};6526,50;435210;{plaats};Cursus {tekst};Fysio;{tekst}H;{tekst}-2
31-02-{jaar};12;435210;{plaats};Fout {tekst};Fysio;{tekst}G;{tekst}-3
"""


def betaald(
    keten_code: str, groep: Groep | None, *, door: Wie, tekst: str, brengt: Wie | None = None
) -> dict[str, UUID]:
    """Plan, grant, order and book; one cost was corrected; `brengt` a ledger file of which nothing was booked yet."""
    plek = {"onderdeel": onderdeel_van(keten_code), "bron": "spuk_gala", "door": door, "omschrijving": tekst}
    soort = {"kostensoort": "inkoop_interventie", "datum": vandaag(), "groep_id": groep.id if groep else None}
    geld.ken_toe(jaar=DIT_JAAR, bedrag=6_000_000, datum=vandaag(), **plek)
    post = geld.leg_begroting_vast(jaar=DIT_JAAR, bedrag=5_221_200, plaatsen=88, **plek)
    order = geld.verplicht(jaar=DIT_JAAR, bedrag=652_650, leverancier="Fysio Proef", **soort, **plek)
    db.session.flush()
    fout = geld.boek(bedrag=100, leverancier="Fysio Proef", factuurnummer=tekst, **soort, **plek)
    db.session.flush()
    kost = geld.corrigeer(fout, door=door, bedrag=123_456, btw_compensabel=25_926, verplichting_id=order.id)
    db.session.flush()
    toekenning = db.session.scalars(select(Toekenning.id).where(Toekenning.omschrijving == tekst)).first()
    ids = {"begrotingspost": post.id, "toekenning": toekenning, "verplichting": order.id, "kost": kost.id}
    return ids | {"grootboekinvoer": _grootboek(brengt or door, keten_code, tekst)}


def _grootboek(door: Wie, keten_code: str, tekst: str) -> UUID:
    """A file of which one line can be booked, one must still be mapped and one is wrong."""
    plaats = f"67-{keten_code}"
    inboeken.koppel("kostenplaats", {plaats: {"onderdeel": onderdeel_van(keten_code), "bron": "spuk_gala"}}, door=door)
    inboeken.koppel("grootboekrekening", {"438010": {"kostensoort": "locatie_materiaal"}}, door=door)
    regels = GROOTBOEK.format(jaar=DIT_JAAR, plaats=plaats, tekst=tekst)
    invoer = inboeken.breng(
        formulier_id=uuid4(), bestandsnaam="grootboek.csv", blad=lees_bestand(regels.encode()), door=door
    )
    return invoer.id


def gemeten(keten_code: str, *, door: Wie | None) -> None:
    """Say how many people there are, what is aimed at, and which wijk a postcode is."""
    for jaar in (VORIG_JAAR, DIT_JAAR):
        velden = {"groep_code": GROEP[keten_code], "aantal": 5150, "peildatum": date(jaar, 1, 1), "bron": "Proef"}
        maatstaven.zet_doelgroep(jaar=jaar, door=door, **velden)
    if db.session.scalars(select(Gebied)).first() is None:
        maatstaven.zet_gebied(pc4=PC4, wijk="Proefwijk", door=door)
    db.session.flush()


def getest(keten_code: str, organisatie_id: UUID, aantal: int) -> None:
    """So many tests without a name on 1 March of last year."""
    for nr in range(aantal):
        afname = Afname(
            keten_code=keten_code, uitslag="matig" if nr % 2 else "laag", op=moment(date(VORIG_JAAR, 3, 1)),
            organisatie_id=organisatie_id, verwijzer_soort="huisartsenpraktijk", pc4=PC4, setting="praktijk",
            leeftijdsklasse="70-74", instrument="valrisicotest@1",
        )  # fmt: skip
        db.session.add(afname)
    db.session.flush()


def vastgesteld(keten_code: str, organisatie_id: UUID, *, door: Wie, tekst: str) -> dict[str, UUID]:
    """Fix last year, count more since, and say of one difference why; the others nobody explained."""
    getest(keten_code, organisatie_id, 12)
    vast = stel_vast(verslag(keten_code, VORIG_JAAR), door=door, toelichting=tekst)
    getest(keten_code, organisatie_id, 3)
    # A keten that counts no tests counts as it did.
    if anders := verschillen(vast, verslag(keten_code, VORIG_JAAR)):
        geef_reden(vast, anders[:1], reden=f"{tekst} reden", door=door)
    return {"vaststelling": vast.id}


def openbaar(keten_code: str, *, door: Wie, tekst: str) -> dict[str, UUID]:
    """Publish last year, and a table for the raad; write a remark, hand in a duty with answers, and another late."""
    rapport = publiceer(verslag(keten_code, VORIG_JAAR), door=door)
    _, raad = beantwoord(verslag(keten_code, VORIG_JAAR), CIJFER[keten_code], door=door)
    for jaar in (VORIG_JAAR, DIT_JAAR):
        bewaar_opmerking(jaar, keten_code, "beschrijving", tekst, door=door)
    bewaar_antwoorden(PLICHT, DIT_JAAR, {"4": f"{tekst} van ons"}, door=door)
    dien_in(PLICHT, DIT_JAAR, door=door)
    zet_termijn("sisa", DIT_JAAR, vandaag() + timedelta(days=9), door=door)
    db.session.flush()
    return {"publicatie": rapport.id, "raadsvraag": raad.id}


def opgehaald(keten_code: str, *, door: Wie, wat: str = "rijen_op_naam") -> dict[str, UUID]:
    """Ask for a file under the hat of `door`, and let the worker make it; commits."""
    over = {"indicator": "aantal_verwijzingen"} if wat.startswith("rijen") else {}
    uitvoer = vraag(wat, "csv", door=door, keten=keten_code, jaar=DIT_JAAR, **over)
    db.session.commit()
    uitvoer_id, hier = uitvoer.id, huidige_gemeente()
    db.session.remove()
    assert hier is not None
    bouw_in([hier])
    return {"uitvoer": uitvoer_id}


def mislukt(uitvoer_id: UUID) -> None:
    """Let a file that was asked for not have come about."""
    rij = db.session.get_one(Uitvoer, uitvoer_id)
    rij.klaar_op, rij.mislukt_op, rij.mislukt_reden = None, nu(), "storing"
