"""The chapter as one value, from which page, PDF, Word and data files are made. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ketens.monitor.paragrafen import Paragraaf, paragrafen, stand_van_zaken
from ketens.monitor.project import Project
from ketens.monitor.zinnen import telwoord
from ketens.stukken.stuk import Alinea, Blok, Hoofdstuk, Lijst, Stuk

Merk = Literal["intern", "openbaar"]
# What people added, by project and paragraph.
Teksten = Mapping[tuple[str, str], str]
NIET_NUL = "Staat er “niet ingevuld”? Dan heeft niemand dat getal vastgelegd. Dat is iets anders dan nul."


@dataclass(frozen=True, slots=True)
class Hoofdstukdeel:
    """One project of the chapter, as the page shows it."""

    project: Project
    stand: str
    paragrafen: tuple[Paragraaf, ...]


def delen(projecten: Iterable[Project]) -> list[Hoofdstukdeel]:
    """Return the projects with their paragraphs."""
    return [Hoofdstukdeel(project, stand_van_zaken(project), paragrafen(project)) for project in projecten]


def inleiding(gemeente: str, jaar: int, projecten: Sequence[Project]) -> str:
    """Say what the chapter is about."""
    namen = [project.naam for project in projecten]
    if not namen:
        return f"Over {jaar} is van geen enkele keten van gemeente {gemeente} iets te vertellen."
    opsomming = namen[0] if len(namen) == 1 else f"{', '.join(namen[:-1])} en {namen[-1]}"
    ketens = telwoord(len(namen), "keten", "ketens")
    return f"Dit hoofdstuk gaat over {ketens} in gemeente {gemeente} in {jaar}: {opsomming}."


def maak(
    projecten: Sequence[Project], teksten: Teksten, *, gemeente: str, jaar: int, merk: Merk, gemaakt_op: date
) -> Stuk:
    """Return the chapter of a year."""
    kop = [Alinea(inleiding(gemeente, jaar, projecten)), *_opmerking(teksten, "inleiding", "beschrijving")]
    hoofdstukken = [Hoofdstuk("Inleiding", tuple(kop), code="inleiding")]
    for deel in delen(projecten):
        hoofdstukken += _van_project(deel, teksten)
    if projecten:
        hoofdstukken.append(_verantwoording(projecten))
    return Stuk(
        code="monitor",
        titel=f"Monitor Sociaal Domein {jaar}: de ketens",
        ondertitel=f"Gemeente {gemeente}",
        merk=merk,
        gemeente=gemeente,
        gemaakt_op=gemaakt_op,
        hoofdstukken=tuple(hoofdstukken),
        bestandsnaam=f"monitor-{jaar}-{merk}",
    )


def _van_project(deel: Hoofdstukdeel, teksten: Teksten) -> Iterable[Hoofdstuk]:
    code = deel.project.code
    yield Hoofdstuk(deel.project.naam, (Alinea(deel.stand),), code=code)
    for paragraaf in deel.paragrafen:
        blokken = (*paragraaf.tekst, *_opmerking(teksten, code, paragraaf.code), *paragraaf.rest)
        yield Hoofdstuk(paragraaf.kop, blokken, niveau=2, code=f"{code}_{paragraaf.code}")


def _opmerking(teksten: Teksten, project: str, paragraaf: str) -> list[Blok]:
    tekst = teksten.get((project, paragraaf), "")
    return [Alinea(regel) for regel in tekst.splitlines() if regel.strip()]


def _verantwoording(projecten: Sequence[Project]) -> Hoofdstuk:
    """Say what each figure counts, once."""
    alle = [reeks for project in projecten for reeks in (*project.reeksen, *(deel.reeks for deel in project.bereiken))]
    regels = dict.fromkeys(f"{reeks.naam}: {reeks.definitie}" for reeks in alle if reeks.definitie)
    return Hoofdstuk("Wat er is geteld", (Alinea(NIET_NUL), Lijst(tuple(regels))), code="definities")
