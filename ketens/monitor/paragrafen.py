"""The five paragraphs about a project: text that follows the figures, tables of four years, and charts. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ketens.monitor import geldzinnen, zinnen
from ketens.monitor.project import Geld, Project, Reeks
from ketens.stukken.cel import Soort, Teken, Waarde, in_woorden
from ketens.stukken.stuk import Alinea, Blok, Grafiek, Kolom, Tabel, tel_op

KOPPEN = {
    "beschrijving": "Korte beschrijving",
    "maatschappelijk": "Maatschappelijk effect",
    "financieel": "Financieel effect",
    "planning": "Planning",
    "kosten": "Kosten",
}
TABELLEN = ((Soort.AANTAL, "aantallen", "Aantallen"), (Soort.PROCENT, "percentages", "Percentages"),
            (Soort.DAGEN, "dagen", "Wachttijd in dagen"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paragraaf:
    """One paragraph: its code (a remark hangs on it), its head and what stands in it."""

    code: str
    kop: str
    blokken: tuple[Blok, ...]

    @property
    def tekst(self) -> tuple[Alinea, ...]:
        """What it says in words; a remark comes after it."""
        return tuple(blok for blok in self.blokken if isinstance(blok, Alinea))

    @property
    def rest(self) -> tuple[Blok, ...]:
        """Its tables and charts."""
        return tuple(blok for blok in self.blokken if not isinstance(blok, Alinea))


def paragrafen(project: Project) -> tuple[Paragraaf, ...]:
    """Return the five paragraphs, in the order of the chapter."""
    inhoud: dict[str, Iterable[Blok]] = {
        "beschrijving": [Alinea(" ".join(project.beschrijving))],
        "maatschappelijk": _maatschappelijk(project),
        "financieel": [Alinea(" ".join(geldzinnen.effect(project)))],
        "planning": [Alinea(" ".join(geldzinnen.planning(project)))],
        "kosten": _kosten(project),
    }
    return tuple(Paragraaf(code, KOPPEN[code], tuple(blokken)) for code, blokken in inhoud.items())


def stand_van_zaken(project: Project) -> str:
    """Say whether the figures were signed off, and until when they run."""
    loopt = (
        f"{project.jaar} loopt nog: dit zijn de cijfers tot en met {in_woorden(project.tot)}. " if project.tot else ""
    )
    vast = project.vastgesteld
    if vast is None:
        return f"{loopt}De cijfers van {project.naam} over {project.jaar} zijn nog niet vastgesteld."
    zin = f"{loopt}De cijfers van {project.naam} over {project.jaar} zijn vastgesteld op {in_woorden(vast.op)}."
    if not vast.verschillen:
        return zin
    veranderd = zinnen.telwoord(vast.verschillen, "cijfer", "cijfers")
    return f"{zin} Sindsdien {'is' if vast.verschillen == 1 else 'zijn'} {veranderd} anders geworden."


def _maatschappelijk(project: Project) -> Iterable[Blok]:
    verteld = [reeks for reeks in project.reeksen if reeks.meer]
    for reeks in verteld:
        yield Alinea(" ".join(zin for zin in _van_reeks(project, reeks) if zin))
    yield from map(Alinea, zinnen.bereiken(project.bereiken, project.jaar, project.tot))
    if not any(not reeks.is_leeg for reeks in project.reeksen):
        yield Alinea(f"Over {project.jaren[0]} tot en met {project.jaar} zijn geen aantallen ingevuld.")
        return
    yield from _tabellen(project)
    if verteld and not verteld[0].is_leeg:
        yield _grafiek(project, verteld[0])


def _van_reeks(project: Project, reeks: Reeks) -> Iterable[str]:
    yield zinnen.stand(reeks, project.jaar, project.tot)
    if project.tot:
        vorig = reeks.getal(project.jaar - 1)
        if isinstance(vorig, int):
            waren = "was" if vorig == 1 else "waren"
            yield f"In heel {project.jaar - 1} {waren} het er {in_woorden(vorig, Soort.AANTAL)}."
        yield zinnen.verwachting(reeks, project.jaar, project.verwacht.get(reeks.code))
    else:
        yield zinnen.verloop(reeks, project.jaar)
    yield zinnen.samen(reeks, project.jaren)


def _tabellen(project: Project) -> Iterable[Tabel]:
    alle = [*project.reeksen, *(deel.reeks for deel in project.bereiken)]
    for soort, code, titel in TABELLEN:
        rijen = tuple((reeks.naam, *map(reeks.op, project.jaren)) for reeks in alle if reeks.soort is soort)
        if rijen:
            kop = f"{titel} van {project.naam}, {project.jaren[0]}–{project.jaar}"
            kolommen = (Kolom("Wat"), *(Kolom(str(jaar), soort) for jaar in project.jaren))
            yield Tabel(f"{project.code}_{code}", kop, kolommen, rijen, noot=_noot(project, rijen))


def _noot(project: Project, rijen: Iterable[Sequence[Waarde]]) -> str:
    delen = [f"{project.jaar}: tot en met {in_woorden(project.tot)}."] if project.tot else []
    if any(Teken.VERBORGEN in rij for rij in rijen):
        delen.append("Verborgen: zo is niets over een enkele inwoner te herleiden.")
    return " ".join(delen)


def _grafiek(project: Project, reeks: Reeks) -> Grafiek:
    rijen = tuple((str(jaar), reeks.op(jaar)) for jaar in project.jaren)
    titel = f"{reeks.naam} per jaar"
    tabel = Tabel(f"{project.code}_verloop", titel, (Kolom("Jaar"), Kolom(reeks.naam, Soort.AANTAL)), rijen)
    tekst = "; ".join(f"{jaar}: {in_woorden(waarde, Soort.AANTAL)}" for jaar, waarde in rijen)
    return Grafiek(f"{project.code}_verloop", "staven", titel, f"{reeks.naam}. {tekst}.", tabel, staand=True)


def _kosten(project: Project) -> Iterable[Blok]:
    yield Alinea(" ".join(geldzinnen.kosten(project)))
    jaren = [project.geld.get(jaar, geldzinnen.GEEN) for jaar in project.jaren]
    if not any(geld.gerealiseerd is not None or geld.begroot is not None for geld in jaren):
        return
    rijen = tuple(
        (str(jaar), _of_leeg(geld.begroot), _of_leeg(geld.gerealiseerd))
        for jaar, geld in zip(project.jaren, jaren, strict=True)
    )
    kolommen = (Kolom("Jaar"), Kolom("Begroot", Soort.GELD), Kolom("Uitgegeven", Soort.GELD))
    titel = f"Geld van {project.naam}, {project.jaren[0]}–{project.jaar}"
    yield Tabel(f"{project.code}_geld", titel, kolommen, rijen, noot=_noot_geld(project))
    yield from _per_bron(project, project.geld.get(project.jaar, geldzinnen.GEEN))


def _per_bron(project: Project, geld: Geld) -> Iterable[Tabel]:
    if not geld.per_bron:
        return
    kolommen = (Kolom("Bron"), Kolom("Uitgegeven", Soort.GELD))
    rijen = tuple((naam, bedrag) for naam, bedrag in geld.per_bron.items())
    titel = f"Waar het geld van {project.naam} in {project.jaar} vandaan kwam"
    yield Tabel(f"{project.code}_bronnen", titel, kolommen, rijen, totaal=tel_op(kolommen, rijen))


def _noot_geld(project: Project) -> str:
    tot = f" {project.jaar}: tot en met {in_woorden(project.tot)}." if project.tot else ""
    return f"Zonder btw die de gemeente terugkrijgt.{tot}"


def _of_leeg(centen: int | None) -> Waarde:
    return Teken.NIET_INGEVULD if centen is None else centen
