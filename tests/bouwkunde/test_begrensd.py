"""What hands out persons in numbers is bounded: searching, files to keep, emergency access (besluit 0018)."""

import inspect

from ketens.kern.poort import (
    AANMELDDIENST,
    AANMELDING,
    AGENDA,
    DAGCODE,
    DAGTEST,
    HERSTEL,
    KIEZEN,
    NOODGREEP,
    OPENBAAR,
    PLAATS,
    SLEUTELVRAAG,
    STATUS,
    UITVOER,
    ZOEKEN,
)
from tests.bouwkunde.routes import wegen

# Reads what is typed into a form and answers with a result: it shows nobody.
TOONT_NIEMAND = {"verwijzingen.uitslag", "openbaar.advies"}


def grens(weg):
    return getattr(weg.view, "hoogstens", None)


def test_wie_zoekt_wordt_begrensd(huis):
    """A POST that only reads is a search: what is asked may stand in no address."""
    zoekt = {weg.endpoint for weg in wegen(huis) if getattr(weg.view, "leest", False) and "POST" in weg.methoden}
    begrensd = {weg.endpoint for weg in wegen(huis) if grens(weg)}
    assert zoekt - TOONT_NIEMAND <= begrensd
    assert "inwoners.zoeken" in zoekt


def test_wie_een_bestand_meegeeft_wordt_begrensd(huis):
    geeft = {
        weg.endpoint: grens(weg)
        for weg in wegen(huis)
        if any(woord in inspect.getsource(weg.view) for woord in ("bestand(", "attachment"))
    }
    assert geeft
    assert set(geeft.values()) == {UITVOER}, geeft


def test_wie_zich_noodtoegang_geeft_wordt_begrensd(huis):
    gevonden = {weg.endpoint for weg in wegen(huis) if grens(weg) is NOODGREEP}
    assert gevonden == {"inwoners.noodtoegang"}


def test_wie_zonder_account_iets_achterlaat_of_iets_van_iemand_leest_wordt_begrensd(huis):
    """Signing in and out, and the second step, keep their own count; the test alone leaves nothing."""
    los = {"gebruikers.inloggen", "gebruikers.uitloggen", "openbaar.advies"}
    los |= {weg.endpoint for weg in wegen(huis) if weg.endpoint.startswith("tweefactor.")}
    openbaar = [weg for weg in wegen(huis) if weg.recht is OPENBAAR]
    schrijft = {weg.endpoint: grens(weg) for weg in openbaar if "POST" in weg.methoden and weg.endpoint not in los}
    assert schrijft["openbaar.aanmelden"] is AANMELDING
    assert None not in schrijft.values()
    assert {weg.endpoint for weg in openbaar if grens(weg) is STATUS} == {"openbaar.status"}
    assert {weg.endpoint for weg in openbaar if grens(weg) is PLAATS} == {"openbaar.plaats", "openbaar.plaats_antwoord"}
    assert {weg.endpoint for weg in openbaar if grens(weg) is AGENDA} == {"agenda.feed"}


def test_de_grenzen_heten_verschillend(huis):
    grenzen = {grens(weg) for weg in wegen(huis)} - {None}
    assert grenzen == {
        ZOEKEN, UITVOER, NOODGREEP, AANMELDING, STATUS, PLAATS, DAGCODE, DAGTEST, AGENDA, AANMELDDIENST, SLEUTELVRAAG,
        HERSTEL, KIEZEN,
    }  # fmt: skip
    assert len({een.naam for een in grenzen}) == len(grenzen)
