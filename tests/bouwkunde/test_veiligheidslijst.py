"""The lists in docs/veiligheid name tests and settings: these exist, and no requirement is missing."""

import ast
import re
from collections import Counter

import pytest

from tests.bouwkunde.broncode import WORTEL

MAP = WORTEL / "docs" / "veiligheid"
# OWASP ASVS 5.0.0: per section the requirements of levels 1 and 2.
ASVS = {
    "1.1": "1-2", "1.2": "1-9", "1.3": "1-11", "1.4": "1-3", "1.5": "1-2",
    "2.1": "1-3", "2.2": "1-3", "2.3": "1-4", "2.4": "1",
    "3.2": "1-2", "3.3": "1-4", "3.4": "1-6", "3.5": "1-5", "3.7": "1-2",
    "4.1": "1-3", "4.2": "1", "4.3": "1-2", "4.4": "1-4",
    "5.1": "1", "5.2": "1-3", "5.3": "1-2", "5.4": "1-3",
    "6.1": "1-3", "6.2": "1-12", "6.3": "1-4", "6.4": "1-4", "6.5": "1-5", "6.6": "1-3", "6.8": "1-4",
    "7.1": "1-3", "7.2": "1-4", "7.3": "1-2", "7.4": "1-5", "7.5": "1-2", "7.6": "1-2",
    "8.1": "1-2", "8.2": "1-3", "8.3": "1", "8.4": "1",
    "9.1": "1-3", "9.2": "1-4",
    "10.1": "1-2", "10.2": "1-2", "10.3": "1-4", "10.4": "1-11", "10.5": "1-5", "10.6": "1-2", "10.7": "1-3",
    "11.1": "1-2", "11.2": "1-3", "11.3": "1-3", "11.4": "1-4", "11.5": "1", "11.6": "1",
    "12.1": "1-3", "12.2": "1-2", "12.3": "1-4",
    "13.1": "1", "13.2": "1-5", "13.3": "1-2", "13.4": "1-5",
    "14.1": "1-2", "14.2": "1-4", "14.3": "1-3",
    "15.1": "1-3", "15.2": "1-3", "15.3": "1-7",
    "16.1": "1", "16.2": "1-5", "16.3": "1-4", "16.4": "1-3", "16.5": "1-3",
    "17.1": "1", "17.2": "1-4", "17.3": "1-2",
}  # fmt: skip
# Every invariant of this house that is shown by now.
INVARIANTEN = (1, 2, 4, 6, 7, 8, 9, *range(11, 25), *range(26, 30), 31, 32, 33, 34)


def eisen() -> set[str]:
    alle = set()
    for deel, reeks in ASVS.items():
        eerste, _, laatste = reeks.partition("-")
        alle |= {f"{deel}.{nr}" for nr in range(int(eerste), int(laatste or eerste) + 1)}
    return alle


def test_elke_eis_van_niveau_2_staat_er_een_keer():
    tekst = (MAP / "asvs.md").read_text(encoding="utf-8")
    rijen = re.findall(r"^\| (\d+\.\d+\.\d+) \|", tekst, re.MULTILINE)
    buiten = [
        nummer
        for alinea in re.findall(r"^Niet van toepassing.*?(?=\n\n|\Z)", tekst, re.MULTILINE | re.DOTALL)
        for nummer in re.findall(r"\d+\.\d+\.\d+", alinea.partition("Van niveau 3")[0])
    ]
    dubbel = [nummer for nummer, keren in Counter(rijen + buiten).items() if keren > 1]
    assert dubbel == []
    assert set(rijen + buiten) == eisen()


def test_elke_rij_zegt_hoe_het_ervoor_staat():
    tekst = (MAP / "asvs.md").read_text(encoding="utf-8")
    rijen = re.findall(r"^\| \d+\.\d+\.\d+ \|.*$", tekst, re.MULTILINE)
    standen = {rij.rstrip("| ").rpartition("| ")[2] for rij in rijen}
    assert standen <= {"ja", "deels", "open", "inrichting"}


def test_elke_invariant_heeft_een_test():
    tekst = (MAP / "invarianten.md").read_text(encoding="utf-8")
    rijen = {int(nr): rest for nr, rest in re.findall(r"^\| (\d+) \|(.*)$", tekst, re.MULTILINE)}
    assert sorted(rijen) == sorted(INVARIANTEN)
    assert [nr for nr, rest in rijen.items() if "tests/" not in rest] == []


@pytest.mark.parametrize("document", ["asvs.md", "invarianten.md", "dreigingen.md", "dpia.md"])
def test_wat_een_lijst_noemt_bestaat(document):
    tekst = (MAP / document).read_text(encoding="utf-8")
    fout = []
    for verwijzing in re.findall(r"`((?:tests|ketens|docs|static)/[^`]+)`", tekst):
        pad, _, naam = verwijzing.partition("::")
        plek = WORTEL / pad
        if not plek.exists() or (naam and naam not in namen(plek)):
            fout.append(verwijzing)
    assert fout == []


def namen(plek) -> set[str]:
    boom = ast.parse(plek.read_text(encoding="utf-8"))
    return {knoop.name for knoop in ast.walk(boom) if isinstance(knoop, ast.FunctionDef | ast.ClassDef)}
