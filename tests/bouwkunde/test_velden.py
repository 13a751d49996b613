"""Field rights: who sees which field of a resident's story, over every page that their role may open.

`docs/rechten.md` is the table; `KETENS_SCHRIJF=1 pytest tests/bouwkunde/test_velden.py` writes it. A change of what
someone sees is a visible diff there, and the sentences below say what it may never become. On PostgreSQL the pages are
opened in the long edition (`make beproeving`).
"""

import html
import os
from itertools import product
from pathlib import Path

import pytest

from ketens.rechten import MAG, Recht, Rol
from tests.bouwkunde.routes import Weg, wegen
from tests.bouwkunde.verhaal import VELDEN, vertel
from tests.bouwkunde.vulling import modellen, verzegelde_velden
from tests.klant import Klant
from tests.merken import EERST_OP_SQLITE

DOCUMENT = Path(__file__).parents[2] / "docs" / "rechten.md"
# Column: its heading, the person of the world who looks, and their role.
KIJKERS = (
    ("verwijzer", "verwijzer", Rol.VERWIJZER),
    ("andere verwijzer", "verwijzer2", Rol.VERWIJZER),
    ("beoordelaar", "beoordelaar", Rol.BEOORDELAAR),
    ("welzijnscoach", "welzijnscoach", Rol.WELZIJNSCOACH),
    ("coördinator", "coordinator", Rol.COORDINATOR),
    ("noodtoegang", "andere_keten", Rol.COORDINATOR),
    ("trainer", "trainer", Rol.TRAINER),
    ("teller", "teller", Rol.TELLER),
    ("projectleider", "projectleider", Rol.PROJECTLEIDER),
    ("beheerder", "beheerder", Rol.BEHEERDER),
    ("fg", "fg", Rol.FG),
)
GROEP = "Groep: naam en eerste dag"
KOPPEN = [kop for kop, _, _ in KIJKERS]
INLEIDING = """# Wie ziet wat

Dit bestand is gemaakt door `tests/bouwkunde/test_velden.py`. Die test vult het hele verhaal van één inwoner, opent elke
pagina van elke rol en kijkt welke velden erop staan. Verandert wat iemand ziet, dan faalt de test tot deze tabel is
bijgewerkt.

## Velden per rol

Ja betekent: de rol kan dit zien. Binnen een rol ziet niemand meer dan het eigene:

- **verwijzer**: wat de eigen organisatie verstuurde; naar keuze van de organisatie alles, van het eigen team of alleen
  het eigene. Van wat erna gebeurt alleen hoe het er grof mee staat, als de inwoner dat goed vindt. **Andere
  verwijzer**: iemand van een praktijk die niet verwees.
- **beoordelaar**: alleen wat aan de eigen praktijk is gevraagd, zolang de inwoner dat goed vindt.
- **welzijnscoach** en **coördinator**: de inwoners van de eigen organisatie, in de eigen ketens.
- **noodtoegang**: een coördinator die niet betrokken is, 24 uur, in één keten, met een reden.
- **trainer**: de deelnemers van de eigen groepen.
- **fg** (functionaris gegevensbescherming): het logboek en de noodtoegangen, geen dossier.
"""


def opent(klant: Klant, weg: Weg, ids) -> str:
    """Return all that this person gets to see behind one address, with each of the ids it can hold."""
    namen = [naam for naam in weg.regel.arguments if naam != "gemeente"]
    lijsten = [ids.get(naam.removesuffix("_id"), []) for naam in namen]
    antwoorden = [
        klant.browser.get(klant.url(weg.endpoint, **dict(zip(namen, waarden, strict=True))))
        for waarden in product(*lijsten)
    ]
    assert all(antwoord.status_code < 500 for antwoord in antwoorden), (weg.endpoint, klant.naam)
    # A PDF is no text: what stands in it is what its own page may show.
    return html.unescape("".join(antwoord.get_data().decode(errors="replace") for antwoord in antwoorden))


def kijk(app, maak) -> dict[str, set[str]]:
    """Return which fields each of the onlookers saw on any page, at any moment of the story."""
    gezien: dict[str, set[str]] = {kop: set() for kop in KOPPEN}
    klanten = {wie: Klant(app, wie) for _, wie, _ in KIJKERS}
    for ids in vertel(app, maak):
        for weg in wegen(app):
            for kop, wie, rol in KIJKERS:
                if "GET" in weg.methoden and rol in weg.rollen:
                    tekst = opent(klanten[wie], weg, ids)
                    gezien[kop] |= {veld.naam for veld in VELDEN if any(merk in tekst for merk in veld.merken)}
    return gezien


def als_document(gezien: dict[str, set[str]]) -> str:
    """Return the document: who sees which field, and who has which right."""
    velden = [[veld.naam, *("ja" if veld.naam in gezien[kop] else "" for kop in KOPPEN)] for veld in VELDEN]
    rechten = [[recht.value, *("ja" if recht in MAG[rol] else "" for rol in Rol)] for recht in Recht]
    rollen = "Wat een rol mag doen. Elke pagina noemt één recht (`ketens/rechten.py`).\n"
    tabellen = (tabel(["veld", *KOPPEN], velden), tabel(["recht", *(rol.value for rol in Rol)], rechten))
    return f"{INLEIDING}\n{tabellen[0]}\n## Rechten per rol\n\n{rollen}\n{tabellen[1]}"


def tabel(kop: list[str], rijen: list[list[str]]) -> str:
    """Return a table in Markdown."""
    regels = [kop, ["---", *[":-:"] * (len(kop) - 1)], *rijen]
    return "".join(f"| {' | '.join(regel)} |\n" for regel in regels)


def volgens_document() -> dict[str, set[str]]:
    """Return what the document says that each onlooker sees."""
    regels = [regel.split("|")[1:-1] for regel in DOCUMENT.read_text(encoding="utf-8").splitlines()]
    rijen = {regel[0].strip(): [cel.strip() for cel in regel[1:]] for regel in regels if len(regel) == len(KOPPEN) + 1}
    return {kop: {veld.naam for veld in VELDEN if rijen[veld.naam][nr] == "ja"} for nr, kop in enumerate(KOPPEN)}


@EERST_OP_SQLITE
@pytest.mark.traag
def test_wie_welk_veld_ziet_staat_in_docs_rechten(app, maak):
    nu = als_document(kijk(app, maak))
    if os.environ.get("KETENS_SCHRIJF"):
        DOCUMENT.write_text(nu, encoding="utf-8")
    assert nu == DOCUMENT.read_text(encoding="utf-8"), (
        "wat iemand ziet is gewijzigd: bekijk het verschil en leg het vast"
    )


def test_elk_verzegeld_veld_staat_in_de_tabel():
    """A new sealed field asks who may see it."""
    cellen = {f"{model.__tablename__}.{naam}" for model in modellen() for naam in verzegelde_velden(model)}
    assert cellen == {cel for veld in VELDEN for cel in veld.cellen}


def test_een_verwijzer_ziet_wat_die_zelf_schreef_en_verder_alleen_de_grove_stand():
    """And below a text of their own what the resident says of it: that stands wherever the text does (besluit 0049)."""
    ziet = volgens_document()["verwijzer"]
    eigen = ("Getypt door de verwijzer: ", "Verwijzing: ")
    assert {naam for naam in ziet if not naam.startswith(eigen)} == {
        GROEP,
        "Verzoek: wat de inwoner van een tekst zegt",
    }
    assert volgens_document()["andere verwijzer"] == set()


def test_een_beoordelaar_ziet_wat_gevraagd_is_en_wat_die_zelf_antwoordde():
    assert volgens_document()["beoordelaar"] == {
        "Inwoner: naam",
        "Inwoner: geboortedatum",
        "Inwoner: telefoon",
        "Inwoner: veilig contact",
        "Valrisicotest: antwoorden",
        "Beoordeling: de vraag",
        "Beoordeling: het advies",
        "Beoordeling: de factoren",
    }


def test_de_factoren_ziet_alleen_de_praktijk_die_ze_opschreef():
    assert [kop for kop, ziet in volgens_document().items() if "Beoordeling: de factoren" in ziet] == ["beoordelaar"]


def test_het_burgerservicenummer_ziet_alleen_de_coordinator_en_niet_in_nood():
    ziet = volgens_document()
    assert [kop for kop in KOPPEN if "Inwoner: burgerservicenummer" in ziet[kop]] == ["coördinator"]


def test_een_projectleider_ziet_cijfers_en_groepen_en_niets_van_een_inwoner():
    assert volgens_document()["projectleider"] == {
        GROEP,
        "Cijfers: toelichting bij het vaststellen",
        "Cijfers: waarom ze nu anders zijn",
        "Monitor: opmerking",
        "Geld: de regels van een grootboek",
        "Kalender: antwoorden op een vragenlijst",
    }


def test_wat_verborgen_bleef_in_wat_openbaar_is_ziet_niemand():
    assert not [
        kop for kop, ziet in volgens_document().items() if "Cijfers: wat verborgen bleef in wat openbaar is" in ziet
    ]


def test_een_beheerder_ziet_niets_van_een_inwoner():
    assert volgens_document()["beheerder"] == {"Bewaren: waarom iets wordt vastgehouden"}


def test_een_teller_ziet_alleen_wat_tellers_erbij_schreven():
    assert volgens_document()["teller"] == {"Telling: opmerking", "Telling: waarom gecorrigeerd"}


def test_de_fg_ziet_het_logboek_en_geen_dossier():
    assert volgens_document()["fg"] == {
        "Inwoner: naam",
        "Noodtoegang: de toelichting",
        "Bewaren: waarom iets wordt vastgehouden",
    }


def test_een_trainer_ziet_wie_er_komt_en_wie_te_bellen():
    assert volgens_document()["trainer"] == {
        GROEP,
        "Inwoner: naam",
        "Inwoner: telefoon",
        "Inwoner: veilig contact",
        "Contactpersoon: naam",
        "Contactpersoon: telefoon",
        "Groep: waarom afgelast",
        "Groep: wat de trainer moet weten",
        "Meting: de waarde",
    }


@pytest.mark.parametrize("veld", ["Overnemen uit een bestand: de regels", "Valrisicodag: de code"])
def test_een_bestand_en_een_dagcode_ziet_alleen_wie_coordineert(veld):
    ziet = volgens_document()
    assert [kop for kop in KOPPEN if veld in ziet[kop]] == ["coördinator"]
