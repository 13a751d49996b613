"""The exact simplex beside one that everybody trusts."""

from random import Random

import numpy as np
from scipy.optimize import linprog

from ketens.publicaties.schuiven import Schuif, Speling, heel


def opgave(kans: Random) -> tuple[list[dict[int, int]], Speling, int, int]:
    """Relations that are no network either: an unknown stands in any number of them, also with a factor 2."""
    n = kans.randint(2, 12)
    vergelijkingen = [
        {j: kans.choice([1, 1, 1, -1, -1, -1, 2]) for j in kans.sample(range(n), kans.randint(2, min(n, 5)))}
        for _ in range(kans.randint(1, n))
    ]
    speling = Speling(
        [-kans.randint(0, 12) for _ in range(n)],
        [kans.randint(0, 20) for _ in range(n)],
        [kans.choice([0, 10, 30]) for _ in range(n)],
    )
    doel = kans.randrange(n)
    speling.prijs[doel] = 0
    return vergelijkingen, speling, doel, kans.choice([-9, -3, 4, 9])


def volgens_highs(vergelijkingen: list[dict[int, int]], speling: Speling, doel: int, meer: int) -> tuple[float, float]:
    """How far the target comes, and at what price: each unknown as what goes up less what goes down."""
    n = len(speling.prijs)
    matrix = np.zeros((len(vergelijkingen), 2 * n))
    for i, vergelijking in enumerate(vergelijkingen):
        for j, factor in vergelijking.items():
            matrix[i, j], matrix[i, n + j] = factor, -factor
    bounds = [(0, hoog) for hoog in speling.hoog] + [(0, -laag) for laag in speling.laag]
    heen, terug = (doel, n + doel) if meer > 0 else (n + doel, doel)
    bounds[heen], bounds[terug] = (0, min(bounds[heen][1], abs(meer))), (0, 0)
    ver = linprog([-(j == heen) for j in range(2 * n)], A_eq=matrix, b_eq=[0] * len(matrix), bounds=bounds).x[heen]
    bounds[heen] = (ver, ver)
    prijs = linprog(speling.prijs * 2, A_eq=matrix, b_eq=[0] * len(matrix), bounds=bounds).fun
    return ver, prijs


def test_een_zet_gaat_zo_ver_als_het_kan_voor_de_laagste_prijs() -> None:
    for nummer in range(300):
        vergelijkingen, speling, doel, meer = opgave(Random(nummer))
        zet = Schuif(vergelijkingen).ver(doel, meer, speling)
        ver, prijs = volgens_highs(vergelijkingen, speling, doel, meer)
        assert abs(abs(zet.get(doel, 0)) - ver) < 1e-6, nummer
        assert abs(sum(speling.prijs[j] * abs(v) for j, v in zet.items()) - prijs) < 1e-6, nummer


def test_een_tweede_vraag_begint_waar_de_eerste_ophield() -> None:
    """One basis for all questions: the answers are those of a fresh start."""
    for nummer in range(60):
        vergelijkingen, speling, _, _ = opgave(Random(nummer))
        schuif = Schuif(vergelijkingen)
        for doel in range(len(speling.prijs)):
            ver = schuif.ver(doel, 9, speling).get(doel, 0)
            assert ver == Schuif(vergelijkingen).ver(doel, 9, speling).get(doel, 0), nummer


def test_een_zet_in_hele_mensen_houdt_elke_relatie_en_elke_grens() -> None:
    for nummer in range(300):
        vergelijkingen, speling, doel, meer = opgave(Random(nummer))
        zet = heel(Schuif(vergelijkingen), doel, meer, speling)
        assert all(type(v) is int and speling.laag[j] <= v <= speling.hoog[j] for j, v in zet.items())
        assert all(sum(factor * zet.get(j, 0) for j, factor in v.items()) == 0 for v in vergelijkingen)
