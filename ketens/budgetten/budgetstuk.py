"""The money as documents: the budget of a year, the list of costs, SiSa, the final account; made to be handed on."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from ketens.budgetten.afrekenen import Eindbeeld, eindbeeld, vind_regeling
from ketens.budgetten.eindafrekening import Afrekening
from ketens.budgetten.jaarbeeld import Jaarbeeld, jaarbeeld
from ketens.budgetten.regels import SISA_CODE, Uitwerking, waarden
from ketens.budgetten.regime import bronnaam, kostensoorten, onderdeelnaam, regeling_in
from ketens.budgetten.rijen import Filter, Kostrij, kostenlijst
from ketens.budgetten.sisa import sisa
from ketens.budgetten.stand import Bedragen
from ketens.gebruikers.wie import Wie
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from ketens.kern.pagina import euro
from ketens.rechten import Recht
from ketens.stukken.cel import Soort, Teken, Waarde
from ketens.stukken.stuk import Alinea, Blok, Feiten, Hoofdstuk, Kolom, Lijst, Stuk, Tabel, tel_op
from ketens.uitvoer.soorten import soort

GELD, AANTAL, DATUM = Soort.GELD, Soort.AANTAL, Soort.DATUM
NIET = Teken.NIET_INGEVULD


def _geld(*namen: str) -> tuple[Kolom, ...]:
    return tuple(Kolom(naam, GELD) for naam in namen)


def _stuk(code: str, titel: str, onder: str, wie: Wie, hoofdstukken: Sequence[Hoofdstuk]) -> Stuk:
    naam = wie.pet.gemeente.naam if wie.pet else ""
    slug = wie.pet.gemeente.slug if wie.pet else ""
    return Stuk(
        code=code, titel=titel, ondertitel=onder, merk="intern", gemeente=naam, gemaakt_op=vandaag(),
        hoofdstukken=tuple(hoofdstukken), bestandsnaam=f"{slug}-{code}",
    )  # fmt: skip


@soort("budgetten.overzicht", recht=Recht.BUDGET_INZIEN)
def overzicht_stuk(wie: Wie, *, jaar: int) -> Stuk:
    """The budget of a year."""
    beeld = jaarbeeld(_jaar(jaar), wie)
    delen = [Hoofdstuk("Stand per onderdeel en bron", (stand_tabel(beeld),))]
    if beeld.stand.waarschuwingen:
        delen.insert(0, Hoofdstuk("Let op", (Lijst(beeld.stand.waarschuwingen),)))
    delen.append(Hoofdstuk("Kosten per deelname", (deelname_tabel(beeld),)))
    delen.append(Hoofdstuk("Regels", tuple(blok for regel in beeld.regels for blok in _regelblokken(regel, jaar))))
    return _stuk(f"budget-{jaar}", f"Budget {jaar}", "Toegekend, begroot, besteld en uitgegeven", wie, delen)


def stand_tabel(beeld: Jaarbeeld) -> Tabel:
    """One row per onderdeel and bron; the total is the sum of the rows."""
    kolommen = (
        Kolom("Onderdeel"), Kolom("Bron"),
        *_geld("Toegekend", "Begroot", "Uitgegeven", "Nog te betalen", "Vrij", "Gepland", "Prognose"),
    )  # fmt: skip
    rijen = [(rij.naam, naam, *bedragen_rij(b)) for rij in beeld.rijen for _, naam, b in rij.bronnen]
    noot = "Zonder btw die de gemeente terugkrijgt. Nog te betalen: wat is besteld en niet betaald."
    return Tabel(
        "stand", f"Budget {beeld.jaar}", kolommen, rijen, ("Totaal", "", *bedragen_rij(beeld.stand.totaal)), noot
    )


def bedragen_rij(b: Bedragen) -> tuple[Waarde, ...]:
    """Return the amounts of the table; what nobody filled in is no zero."""
    toegekend: Waarde = b.toegekend if b.is_toegekend else NIET
    begroot: Waarde = b.begroot if b.is_begroot else NIET
    vrij: Waarde = b.vrij if b.heeft_vrij else NIET
    return toegekend, begroot, b.gerealiseerd, b.verplicht, vrij, b.gepland, b.prognose


def deelname_tabel(beeld: Jaarbeeld) -> Tabel:
    """What a deelname costs the gemeente; those that an insurer pays stand apart."""
    kolommen = (
        Kolom("Onderdeel"), Kolom("Kosten voor de gemeente", GELD), Kolom("Gestart", AANTAL),
        Kolom("Per gestart", GELD), Kolom("Afgerond", AANTAL), Kolom("Per afgerond", GELD),
        Kolom("Gestart op Zvw", AANTAL), Kolom("Gestart anders betaald", AANTAL),
    )  # fmt: skip
    rijen = [
        (
            deel.naam, deel.kosten, deel.deelnames.gestart, _of(deel.per_gestart), deel.deelnames.afgerond,
            _of(deel.per_afgerond), deel.deelnames.gestart_zvw, deel.deelnames.gestart_anders,
        )
        for deel in beeld.per_deelname
    ]  # fmt: skip
    noot = "Kosten voor de gemeente: zonder wat de zorgverzekering betaalt en zonder de eigen bijdrage."
    return Tabel("per_deelname", f"Kosten per deelname in {beeld.jaar}", kolommen, rijen, None, noot)


def _of(waarde: int | None) -> Waarde:
    return "geen" if waarde is None else waarde


def _regelblokken(uit: Uitwerking, jaar: int) -> list[Blok]:
    mark = "" if uit.nagekeken else " Nog te controleren."
    deel = f" ({uit.procent})" if uit.honderdsten is not None or uit.vraagt_waarde else ""
    tekst = f"{uit.regel.naam}{deel}. {uit.regel.uitleg} Bron: {uit.regel.bron}.{mark} {' '.join(uit.zinnen)}".strip()
    blokken: list[Blok] = [Alinea(tekst)]
    if uit.bedragen:
        rijen = [(onderdeelnaam(code, jaar), bedrag) for code, bedrag in uit.bedragen]
        blokken.append(Tabel(uit.regel.code, uit.regel.naam, (Kolom("Onderdeel"), Kolom("Hoogstens", GELD)), rijen))
    return blokken


def _kosten_cellen(wie: Wie, **filter_: Any) -> int:
    return kostenlijst(wie, _filter(**filter_), 1).aantal * len(KOSTKOLOMMEN)


KOSTKOLOMMEN = (
    Kolom("Datum", DATUM), Kolom("Onderdeel"), Kolom("Bron"), Kolom("Kostensoort"), Kolom("Leverancier"),
    Kolom("Factuurnummer"), Kolom("Omschrijving"), Kolom("Groep"), Kolom("Bedrag in dit jaar", GELD),
    Kolom("Btw (BCF) in dit jaar", GELD), Kolom("Heel bedrag", GELD),
)  # fmt: skip


@soort("budgetten.kosten", recht=Recht.BUDGET_INZIEN, cellen=_kosten_cellen)
def kosten_stuk(
    wie: Wie, *, jaar: int, onderdeel: str = "", bron: str = "", kostensoort: str = "", invoer: str = ""
) -> Stuk:
    """The list of costs that fall in a year, with the filters of the page."""
    lijst = kostenlijst(wie, _filter(jaar, onderdeel, bron, kostensoort, invoer), None)
    namen = kostensoorten()
    rijen = [_kostrij(rij, namen, jaar) for rij in lijst.rijen]
    leeg: list[Waarde] = [""] * (len(KOSTKOLOMMEN) - 4)
    totaal = ("Totaal", *leeg, lijst.bedrag, lijst.btw, "")
    tabel = Tabel("kosten", f"Kosten {jaar}", KOSTKOLOMMEN, rijen, totaal)
    return _stuk(
        f"kosten-{jaar}", f"Kosten {jaar}", "Wat in dit jaar is geleverd", wie, [Hoofdstuk("Kosten", (tabel,))]
    )


def _kostrij(rij: Kostrij, namen: dict[str, str], jaar: int) -> tuple[Waarde, ...]:
    kost = rij.kost
    return (
        kost.datum, onderdeelnaam(kost.onderdeel, jaar), bronnaam(kost.bron), namen.get(kost.kostensoort, ""),
        kost.leverancier, kost.factuurnummer, kost.omschrijving, kost.groep.naam if kost.groep else "",
        rij.bedrag, rij.btw, kost.bedrag,
    )  # fmt: skip


def _filter(jaar: int, onderdeel: str = "", bron: str = "", kostensoort: str = "", invoer: str = "") -> Filter:
    try:
        return Filter(_jaar(jaar), onderdeel, bron, kostensoort, UUID(invoer) if invoer else None)
    except ValueError as fout:
        raise Domeinfout("Dit bestand kennen wij niet.") from fout


def _jaar(jaar: int) -> int:
    if not 2000 <= jaar <= 2099:
        raise Domeinfout("Kies een jaar uit de lijst.")
    return jaar


SISAKOLOMMEN = (
    Kolom("Onderdeel"), Kolom("Taakveld"),
    *_geld("Eerder verantwoord", "Correctie", "Besteed in het jaar", "Cumulatief", "Btw (BCF) in het jaar"),
)  # fmt: skip


@soort("budgetten.sisa", recht=Recht.BUDGET_INZIEN)
def sisa_stuk(wie: Wie, *, jaar: int) -> Stuk:
    """SiSa of a year."""
    tabel = sisa_tabel(_jaar(jaar))
    feiten = Feiten((("Code van de regeling in SiSa", sisa_code()), ("Regeling", regelingnaam(jaar))))
    return _stuk(f"sisa-{jaar}", f"SiSa {jaar}", "Bestedingen per onderdeel", wie, [Hoofdstuk("SiSa", (feiten, tabel))])


def sisa_code() -> str:
    """Return the code that the gemeente filled in."""
    eigen = waarden().get(SISA_CODE)
    return eigen.code if eigen and eigen.code else NIET.value


def regelingnaam(jaar: int) -> str:
    """Return the regeling of a year."""
    regeling = regeling_in(jaar)
    return regeling.naam if regeling else "In dit jaar is er geen regeling."


def sisa_tabel(jaar: int) -> Tabel:
    """Per onderdeel: answered for before, corrected, spent, cumulative; the first three add up to the fourth."""
    regeling = regeling_in(jaar)
    rijen: list[tuple[Waarde, ...]] = []
    for regel in sisa(regeling, jaar) if regeling else ():
        taakveld = next((deel.taakveld for deel in regeling.onderdelen if deel.code == regel.onderdeel), None)  # type: ignore[union-attr]
        bedragen = regel.verantwoord, regel.correctie, regel.besteed, regel.cumulatief, regel.btw
        rijen.append((onderdeelnaam(regel.onderdeel, jaar), taakveld or NIET.value, *bedragen))
    noot = "Alleen wat op deze regeling is geboekt. Onderdelen zonder kosten staan er niet bij."
    return Tabel("sisa", f"SiSa {jaar}", SISAKOLOMMEN, rijen, tel_op(SISAKOLOMMEN, rijen), noot)


EINDKOLOMMEN = (
    Kolom("Onderdeel"),
    *_geld("Toegekend", "Uitgegeven", "Terug zonder schuiven", "Geschoven", "Terug te betalen", "Betaalt u zelf"),
)  # fmt: skip


@soort("budgetten.eindafrekening", recht=Recht.BUDGET_INZIEN)
def eind_stuk(wie: Wie, *, regeling: str = "") -> Stuk:
    """The final account of a regeling."""
    beeld = eindbeeld(vind_regeling(regeling))
    delen = [
        Hoofdstuk("Met wat er nu is geboekt", (eind_tabel(beeld),)),
        Hoofdstuk("Volgens de prognose", (eind_tabel(beeld, verwacht=True),)),
    ]
    onder = f"{beeld.van} tot en met {beeld.tot}"
    return _stuk("eindafrekening", f"Eindafrekening {beeld.regeling.kort}", onder, wie, delen)


def eind_tabel(beeld: Eindbeeld, *, verwacht: bool = False) -> Tabel:
    """Per onderdeel: toegekend + geschoven - uitgegeven = terug - zelf."""
    som = beeld.verwacht if verwacht else beeld.nu
    rijen: list[tuple[Waarde, ...]] = []
    volgorde = [str(deel.code) for deel in beeld.regeling.onderdelen]
    for regel in sorted(som.regels, key=lambda r: volgorde.index(r.onderdeel) if r.onderdeel in volgorde else 99):
        bedragen = (regel.toegekend, regel.besteed, regel.zonder, regel.geschoven, regel.terug, regel.eigen)
        rijen.append((onderdeelnaam(regel.onderdeel, beeld.tot), *bedragen))
    noot = _noot(beeld, som)
    titel = "Volgens de prognose" if verwacht else "Met wat er nu is geboekt"
    return Tabel("verwacht" if verwacht else "nu", titel, EINDKOLOMMEN, rijen, tel_op(EINDKOLOMMEN, rijen), noot)


def _noot(beeld: Eindbeeld, som: Afrekening) -> str:
    delen = []
    if som.onbekend:
        namen = [
            f"{onderdeelnaam(r.onderdeel, beeld.tot)} ({', '.join(map(str, r.onbekend))})"
            for r in som.regels
            if r.onbekend
        ]
        delen.append(f"Niet meegerekend, want niet ingevuld is wat er is toegekend: {'; '.join(namen)}.")
        delen += [
            f"{onderdeelnaam(r.onderdeel, beeld.tot)}: {euro(r.open)} ging mee naar zo'n jaar. "
            "Of dat terug moet, is daarom nog niet te zeggen."
            for r in som.regels
            if r.open
        ]
    if beeld.onbekend:
        namen = [regel.naam.lower() for regel in beeld.onbekend]
        delen.append(f"Het percentage is niet ingevuld voor: {', '.join(namen)}. Dat is niet meegerekend.")
    return " ".join(delen)
