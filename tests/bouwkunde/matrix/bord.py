"""The expected matrix: `tests/bouwkunde/matrix.txt`, a row per method and route, a column per hat."""

import fcntl
import os
from pathlib import Path

from ketens.rechten import Rol
from tests.bouwkunde.matrix.lopen import Stap, Wandelaar
from tests.bouwkunde.matrix.ploeg import Relatie

BORD = Path(__file__).parent.parent / "matrix.txt"
TEKEN = {200: "o", 204: ">", 303: ">", 401: "i", 403: "x", 404: "-", 422: "f"}
NIET_ANDERS = "."
WANDELAARS: list[Wandelaar] = [*Rol, None]
Rij = tuple[str, str]
UITLEG = """\
# Who gets what answer, along every route. `KETENS_SCHRIJF=1 pytest tests/bouwkunde/matrix -k sqlite` writes it anew.
# A cell has a sign per relation: eigen, collega, buur (another organisatie), keten (another keten), elders (an id of
# another gemeente at the own address), daar (the address of that gemeente). A POST is sent with a good token and no
# fields. o: 200, >: 303, f: 422 (the form, with what is wrong), x: 403, -: 404, .: the address is that of eigen.
"""


def naam(wandelaar: Wandelaar) -> str:
    """Return the head of a column."""
    return str(wandelaar or "niemand")


def teken(stap: Stap) -> str:
    """Return the sign of an answer; one without a sign is no answer that a page gives."""
    assert stap.status in TEKEN, f"{stap}: {stap.antwoord.get_data(as_text=True)[:300]}"
    return TEKEN[stap.status]


def cel(tekens: dict[Relatie, str]) -> str:
    """Return one cell."""
    return "".join(tekens.get(relatie, NIET_ANDERS) for relatie in Relatie)


def lees() -> dict[Rij, dict[str, str]]:
    """Return the cells that are expected, by row and column."""
    regels = [r.split() for r in BORD.read_text(encoding="utf-8").splitlines() if r[:1] != "#"] if BORD.exists() else []
    return {(r[0], r[1]): dict(zip(regels[0][2:], r[2:], strict=True)) for r in regels[1:]}


def leg_vast(methode: str, wandelaar: Wandelaar, kolom: dict[Rij, str]) -> None:
    """Write one column of one method anew, with `KETENS_SCHRIJF`; workers wait for each other."""
    if not os.environ.get("KETENS_SCHRIJF"):
        return
    with BORD.open("a") as bestand:
        fcntl.flock(bestand, fcntl.LOCK_EX)
        bord = {rij: cellen for rij, cellen in lees().items() if rij[0] != methode or rij in kolom}
        for rij, waarde in kolom.items():
            bord.setdefault(rij, {})[naam(wandelaar)] = waarde
        BORD.write_text(_tekst(bord), encoding="utf-8")


def _tekst(bord: dict[Rij, dict[str, str]]) -> str:
    koppen = [naam(wandelaar) for wandelaar in WANDELAARS]
    breed = max(len(route) for _, route in bord)
    regels = [f"{'':5} {'route':{breed}} {' '.join(f'{kop:6}' for kop in koppen)}".replace("     ", "wijze", 1)]
    for (methode, route), cellen in sorted(bord.items(), key=lambda rij: (rij[0][1], rij[0][0])):
        waarden = " ".join(f"{cellen.get(kop, '??????'):{max(6, len(kop))}}" for kop in koppen)
        regels.append(f"{methode:5} {route:{breed}} {waarden}".rstrip())
    return UITLEG + "\n".join(regels) + "\n"


def verschil(methode: str, wandelaar: Wandelaar, kolom: dict[Rij, str], kijk_naar: set[Relatie]) -> list[str]:
    """Return in sentences where the answers are not what was expected; other relations are looked past."""
    kop = naam(wandelaar)
    verwacht = {rij: cellen.get(kop) for rij, cellen in lees().items() if rij[0] == methode}
    plekken = [plek for plek, relatie in enumerate(Relatie) if relatie in kijk_naar]

    def deel(waarde: str | None) -> str:
        return "".join(waarde[plek] for plek in plekken) if waarde else "niet verwacht"

    return [
        f"{methode} {rij[1]} als {kop}: {deel(kolom.get(rij))}, in matrix.txt {deel(verwacht.get(rij))}"
        for rij in sorted(kolom.keys() | verwacht.keys())
        if deel(kolom.get(rij)) != deel(verwacht.get(rij))
    ]
