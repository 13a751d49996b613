"""The file a resident gets: everything that is kept of them, in plain Dutch and as JSON (docs/inzage-json.md)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from ketens.bewaren.termijnen import stand as bewaarstand
from ketens.gebruikers.models import Gemeente
from ketens.gebruikers.wie import Wie
from ketens.inwoners.beperking import opent_alles
from ketens.inwoners.models import Betrokkenheid, Inwoner
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from ketens.kern.pagina import datum
from ketens.rechten import Recht
from ketens.stukken.stuk import Alinea, Blok, Feiten, Hoofdstuk, Kolom, Lijst, Stuk, Tabel
from ketens.toezicht.inwoneroverzicht import Blik
from ketens.toezicht.inwoneroverzicht import lees as wie_keek
from ketens.uitvoer.soorten import soort
from ketens.verwerkingen.overzichten import registers
from ketens.verzoeken.brieven import vraag_zin
from ketens.verzoeken.handelingen import moet_bekend_zijn
from ketens.verzoeken.inzagebestand import als_gegevens
from ketens.verzoeken.kaart import SCHUIL, kaart
from ketens.verzoeken.lezen import Deel, lees
from ketens.verzoeken.mensen import records_van
from ketens.verzoeken.models import Soort, Verzoek
from ketens.verzoeken.vertalen import in_tekst, ketennaam

# A row of more columns than these is read as facts under each other, not across.
MEESTE_KOLOMMEN = 5
NIET_HIER = "Dit bestand hoort bij een verzoek om inzage of om een bestand met de eigen gegevens."
INLEIDING = (
    "U vroeg welke gegevens wij van u hebben. Dat staat in dit stuk.",
    "Het gaat over het computerprogramma ketens. Daarmee werken de gemeente en uw hulpverleners samen.",
)
ZELF = ("U vroeg om de gegevens die u zelf aan ons gaf. Die staan in dit stuk.",)
DELEN = "Welke organisaties gegevens van u krijgen, hangt af van waar u aan meedoet. De gemeente legde dit vast."
BEWAREN = "Zo lang bewaren wij uw gegevens. Daarna wissen wij alles waaraan u te herkennen bent."
RECHTEN = (
    "Klopt er iets niet? U mag vragen om het te verbeteren.",
    "U mag ook vragen om uw gegevens te wissen, een tijd niet te gebruiken, of bezwaar maken.",
    "Bent u het niet eens met ons antwoord? U kunt een klacht sturen naar de Autoriteit Persoonsgegevens.",
)


def mag_zien(wie: Wie, _inwoners: Sequence[UUID]) -> bool:
    """Tell whether this hat (still) handles requests."""
    return wie.mag(Recht.VERZOEKEN)


@soort("inzage", recht=Recht.VERZOEKEN, met_namen=True, ziet=mag_zien)
def inzage(wie: Wie, *, verzoek: str) -> Stuk:
    """Make the file that goes with a request: everything, or what the resident gave (overdraagbaarheid)."""
    rij = db.session.scalars(select(Verzoek).where(Verzoek.id == UUID(verzoek))).one_or_none()
    if rij is None or rij.soort not in (Soort.INZAGE, Soort.OVERDRAAGBAARHEID):
        raise Domeinfout(NIET_HIER)
    moet_bekend_zijn(rij)
    assert wie.pet is not None  # noqa: S101  `ziet` asked for a hat
    with opent_alles():
        return _stuk(rij, db.session.get_one(Gemeente, wie.pet.gemeente_id))


def _stuk(verzoek: Verzoek, gemeente: Gemeente) -> Stuk:
    alles = verzoek.soort is Soort.INZAGE
    ids = records_van(verzoek.inwoner_id)
    schuilt = schuilt_voor(verzoek, ids)
    delen = lees(ids, alleen_zelf=not alles, schuilt=schuilt)
    blikken, meer = wie_keek(ids, None, None) if alles else ([], False)
    hoofdstukken = [Hoofdstuk("Over dit stuk", (_over(verzoek, gemeente), Lijst(INLEIDING if alles else ZELF)))]
    hoofdstukken += _van_delen(delen)
    bewaren = _bewaren(ids[0]) if alles else []
    if alles:
        hoofdstukken += [*_gedeeld(ids), _bekeken(blikken, meer), _bewaard(bewaren)]
    if alles or schuilt:
        hoofdstukken += [_weggelaten(delen, alles=alles, schuilt=schuilt)]
    if alles:
        hoofdstukken += [Hoofdstuk("Wat u nog kunt doen", (Lijst((*RECHTEN, vraag_zin(gemeente))),))]
    return Stuk(
        code="inzage" if alles else "eigen-gegevens",
        titel="Uw gegevens" if alles else "De gegevens die u ons gaf",
        ondertitel=f"Verzoek {verzoek.kenmerk}",
        merk="persoonlijk",
        gemeente=f"Gemeente {gemeente.naam}",
        gemaakt_op=vandaag(),
        hoofdstukken=tuple(hoofdstukken),
        bestandsnaam=f"{'inzage' if alles else 'eigen-gegevens'}-{verzoek.kenmerk}",
        gegevens=als_gegevens(verzoek, gemeente, delen, blikken, bewaren, schuilt=schuilt),
    )


def schuilt_voor(verzoek: Verzoek, ids: Sequence[UUID]) -> bool:
    """Tell whether somebody else asks for a resident with a safe contact: it may be whom they hide from."""
    if verzoek.vrager == "inwoner":
        return False
    return any(db.session.get_one(Inwoner, id_).veilig_contact for id_ in ids)


def _over(verzoek: Verzoek, gemeente: Gemeente) -> Feiten:
    inwoner = db.session.get_one(Inwoner, verzoek.inwoner_id)
    return Feiten(
        (
            ("Van", inwoner.naam or "niet bekend"),
            ("Gevraagd op", datum(verzoek.ontvangen_op)),
            ("Gemaakt op", datum(vandaag())),
            ("Door", f"Gemeente {gemeente.naam}"),
        )
    )


def _van_delen(delen: Sequence[Deel]) -> list[Hoofdstuk]:
    uit = []
    for code, kop in kaart().hoofdstukken.items():
        hier = [deel for deel in delen if deel.plan.hoofdstuk == code]
        if hier:
            uit.append(Hoofdstuk(kop, code=code))
            uit += [Hoofdstuk(deel.plan.kop, _blokken(deel), niveau=2, code=deel.plan.naam) for deel in hier]
    return uit


def _blokken(deel: Deel) -> tuple[Blok, ...]:
    """Return a table of what fits across a page, else the facts of each row; what nobody filled in is not printed."""
    tabel = deel.plan.naam
    teksten = [{kolom: in_tekst(tabel, kolom, rij) for kolom in rij.waarden} for rij in deel.rijen]
    gevuld = [kolom for kolom in deel.rijen[0].waarden if any(rij[kolom] for rij in teksten)]
    koppen = [deel.plan.geeft[kolom] for kolom in gevuld]
    if 1 < len(gevuld) <= MEESTE_KOLOMMEN:
        rijen = tuple(tuple(rij[kolom] for kolom in gevuld) for rij in teksten)
        return (Tabel(tabel, deel.plan.kop, tuple(Kolom(kop) for kop in koppen), rijen),)
    return tuple(
        Feiten(tuple((deel.plan.geeft[kolom], rij[kolom]) for kolom in gevuld if rij[kolom])) for rij in teksten
    )


def _gedeeld(ids: Sequence[UUID]) -> list[Hoofdstuk]:
    """Tell with whom data are shared and why that may, as was laid down for the ketens in which this resident is."""
    eigen = set(db.session.scalars(select(Betrokkenheid.keten_code).where(Betrokkenheid.inwoner_id.in_(ids))))
    rijen = tuple(
        (
            een.keten.naam,
            stand.stroom.naam,
            geldt.ontvangers,
            ": ".join(deel for deel in (geldt.op_grond_van.voor_inwoner, geldt.wet) if deel),
        )
        for een in registers()
        if een.is_aan and een.keten.code in eigen
        for stand in een.stromen
        if (geldt := stand.geldt) is not None
    )
    kolommen = tuple(Kolom(naam) for naam in ("Waarbij", "Wat", "Aan wie", "Wij mogen dit omdat"))
    tabel = Tabel("ontvangers", "Wie gegevens kan krijgen", kolommen, rijen)
    blokken: tuple[Blok, ...] = (Alinea(DELEN), tabel) if rijen else (Alinea(DELEN),)
    return [Hoofdstuk("Wie gegevens kan krijgen, en waarom dat mag", blokken, code="ontvangers")]


def _bekeken(blikken: Sequence[Blik], meer: bool) -> Hoofdstuk:
    kop = "Wie uw gegevens bekeek, en waarom"
    if not blikken:
        return Hoofdstuk(kop, (Alinea("Niemand bekeek uw gegevens."),), code="bekeken")
    kolommen = tuple(Kolom(naam) for naam in ("Dag", "Tijd", "Organisatie", "Werk", "Waarvoor"))
    rijen = tuple((datum(b.dag), b.tijd, b.organisatie, b.functie, b.waarvoor) for b in blikken)
    noot = "Er is meer dan hier past. U ziet het oudste. Vraag ons om de rest." if meer else ""
    return Hoofdstuk(kop, (Tabel("bekeken", kop, kolommen, rijen, noot=noot),), code="bekeken")


def _bewaren(inwoner_id: UUID) -> list[dict[str, str]]:
    stand = bewaarstand(db.session.get_one(Inwoner, inwoner_id))
    return [
        {
            "wat": grond.geldend.soort.naam,
            "waarbij": ketennaam(grond.keten_code) if grond.keten_code else "",
            "kenmerk": grond.kenmerk,
            "vanaf": grond.sinds.isoformat(),
            "tot": grond.tot.isoformat(),
            "besluit": grond.geldend.besluit,
        }
        for grond in stand.gronden
    ] + [
        {"wat": zin, "waarbij": "", "kenmerk": "", "vanaf": "", "tot": "", "besluit": ""}
        for zin in dict.fromkeys(stand.loopt)
    ]


def _bewaard(gronden: Sequence[dict[str, str]]) -> Hoofdstuk:
    rijen = tuple(
        (
            een["wat"],
            een["waarbij"],
            datum(date.fromisoformat(een["tot"])) if een["tot"] else "nog niet bekend",
            een["besluit"],
        )
        for een in gronden
    )
    kolommen = tuple(Kolom(naam) for naam in ("Wat", "Waarbij", "Tot", "Waarom zo lang"))
    tabel = Tabel("bewaren", "Hoe lang wij uw gegevens bewaren", kolommen, rijen)
    return Hoofdstuk("Hoe lang wij uw gegevens bewaren", (Alinea(BEWAREN), tabel), code="bewaren")


def _weggelaten(delen: Sequence[Deel], *, alles: bool, schuilt: bool) -> Hoofdstuk:
    """Say what is kept and not given, and why: per reason, in which parts. Who asks less hears what is held back."""
    per_reden: dict[str, list[str]] = {}
    for deel in delen:
        weg = kaart().weg(deel.plan.naam, schuilt=schuilt) if alles else dict.fromkeys(deel.plan.schuil, SCHUIL)
        for reden in dict.fromkeys(weg.values()):
            per_reden.setdefault(reden, []).append(deel.plan.kop)
    rijen = tuple((", ".join(koppen), kaart().redenen[reden]) for reden, koppen in per_reden.items())
    tabel = Tabel("weggelaten", "Wat er niet in staat, en waarom", (Kolom("Bij"), Kolom("Waarom")), rijen)
    return Hoofdstuk("Wat er niet in dit stuk staat", (tabel,), code="weggelaten")
