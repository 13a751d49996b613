"""The resultaatkaart: what it says in words, who may print it, and that it is one page each."""

import re
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from ketens.catalogus import catalogus
from ketens.groepen.models import GroepTrainer
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.kern.pdf import maak_pdf
from ketens.metingen.verandering import Verandering, Waarde
from ketens.nazorg.resultaatkaart import BIJ_MINDER, MINDER, SJABLOON, in_woorden
from ketens.rechten import Rol
from tests.merken import OP_SQLITE
from tests.nazorg.conftest import haal


def gemeten(code: str, begin: float | None, eind: float | None) -> Verandering:
    instrument = catalogus().instrument(code)

    def waarde(score: float | None) -> Any:
        return None if score is None else Waarde(SimpleNamespace(afname=SimpleNamespace(score=score)), instrument)

    return Verandering(instrument, waarde(begin), waarde(eind))


@pytest.mark.parametrize(
    ("code", "begin", "nu", "zin"),
    [
        ("cst30", 8, 12, "Dat gaat beter dan aan het begin."),
        ("tug", 14.2, 11.0, "Dat gaat beter dan aan het begin."),
        ("tug", 11.0, 14.2, "Dat gaat minder goed dan aan het begin."),
        ("tug", 12.0, 12.4, "Dat is ongeveer gelijk gebleven."),
        ("tug", 12.0, None, ""),
    ],
)
def test_een_meting_staat_er_in_gewone_woorden(code, begin, nu, zin):
    regel = in_woorden(gemeten(code, begin, nu))
    assert regel["zin"].startswith(zin)
    assert "risico" not in " ".join(regel.values())
    assert regel["nu"] == ("niet gemeten" if nu is None else regel["nu"])
    assert str(Decimal(str(begin)).normalize()).replace(".", ",") in regel["begin"]


@pytest.mark.parametrize("aantal", [0, 1, 4, 8])
def test_hoeveel_er_ook_gemeten_is_het_blijft_een_bladzijde(aantal):
    meting = {"wat": "Opstaan uit een stoel, 3 meter lopen, omdraaien en weer gaan zitten", "zin": MINDER}
    blad = {
        "naam": "Wilhelmina van den Berg-Hendriksen tot Oldenzaal",
        "organisatie": "Gemeente Borne (proef)",
        "plaats": "Borne",
        "cursus": "Vallen Verleden Tijd",
        "trainers": "Tom Trainer en Tineke Trainer",
        "dag": "14 november 2026",
        "vragen": "Hebt u vragen? Bel 074 265 8600.",
        "periode": "3 februari 2026 tot en met 12 mei 2026",
        "opkomst": "U was er 20 van de 24 keren.",
        "afgerond": True,
        "uitleg": BIJ_MINDER,
        "metingen": [{**meting, "begin": "14,2 seconden", "nu": "15,9 seconden"}] * aantal,
    }
    pdf = maak_pdf(SJABLOON, {"titel": "Resultaatkaart", "gemeente": "Borne", "bladen": [blad, blad, blad]})
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 3


@OP_SQLITE
def test_de_groep_in_een_bestand_zonder_wie_nooit_begon_of_overleed(als, maak, afgerond, in_borne):
    groep = maak.groep(plaatsen=5)
    erbij, ook = afgerond("Erbij", groep=groep), afgerond("Ook", groep=groep)
    with in_borne():
        haal(ook).gestart_op = None
        db.session.commit()
    klant = als("coordinator")
    pdf = klant.browser.get(klant.url("nazorg.kaarten_van_groep", groep_id=groep.id))
    assert len(re.findall(rb"/Type\s*/Page\b", pdf.data)) == 1
    assert klant.browser.get(klant.url("nazorg.kaart", plaatsing_id=erbij.id)).status_code == 200
    assert klant.get("nazorg.kaart", plaatsing_id=ook.id).status == 404


@OP_SQLITE
def test_een_trainer_print_de_kaarten_van_eigen_groepen(als, maak, afgerond, in_borne):
    groep = maak.groep(trainers=["trainer"])
    plaats = afgerond(groep=groep)
    trainer, ander = als(Rol.TRAINER), als("trainer2")
    assert trainer.browser.get(trainer.url("nazorg.kaarten_van_groep", groep_id=groep.id)).status_code == 200
    assert ander.get("nazorg.kaart", plaatsing_id=plaats.id).status == 404
    with in_borne():
        for rij in db.session.query(GroepTrainer):
            rij.tot = vandaag()
        db.session.commit()
    assert trainer.get("nazorg.kaarten_van_groep", groep_id=groep.id).status == 404


@OP_SQLITE
def test_van_wie_stopte_ziet_een_trainer_ook_geen_kaart(als, maak, afgerond):
    groep = maak.groep(trainers=["trainer"], plaatsen=5)
    klaar, gestopt = afgerond("Klaar", groep=groep), afgerond("Gestopt", groep=groep, einde="uitgevallen")

    def bladen(klant, endpoint, **waar):
        antwoord = klant.browser.get(klant.url(endpoint, **waar))
        return len(re.findall(rb"/Type\s*/Page\b", antwoord.data)) if antwoord.status_code == 200 else 0

    trainer, cora = als(Rol.TRAINER), als("coordinator")
    assert [bladen(klant, "nazorg.kaarten_van_groep", groep_id=groep.id) for klant in (trainer, cora)] == [1, 2]
    assert [bladen(klant, "nazorg.kaart", plaatsing_id=gestopt.id) for klant in (trainer, cora)] == [0, 1]
    assert bladen(trainer, "nazorg.kaart", plaatsing_id=klaar.id) == 1
