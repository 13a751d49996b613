"""The belronde and the figure, once on each database: what is asked of them in SQL differs there."""

from datetime import timedelta
from uuid import uuid4

from ketens.kern.klok import moment, vandaag, zet_klok
from ketens.nazorg.overzichten import doorstroom
from tests import wereld
from tests.nazorg.conftest import vragen


def test_een_belronde_van_begin_tot_cijfer(als, afgerond, maak, in_borne):
    klaar = vandaag() - timedelta(days=100)
    with zet_klok(moment(klaar)):
        plaatsen = [afgerond(naam, groep=maak.groep(naam)) for naam in ("Eerste", "Tweede")]
    klant = als("coordinator")
    assert "2 inwoners te vragen" in klant.get("nazorg.doorstroom").tekst
    with in_borne():
        eerst, later = (vragen(plaats)[3].id for plaats in plaatsen)
    for id_, uitkomst in ((eerst, "niet_bereikt"), (later, "nee")):
        antwoord = {"uitkomst": uitkomst, "wat": "", "formulier_id": str(uuid4())}
        assert klant.post("nazorg.uitkomst", antwoord, vraag_id=id_).status == 303
    tekst = klant.get("nazorg.doorstroom", groep=plaatsen[0].groep_id).tekst
    assert "1 inwoner te vragen" in tekst
    assert "1 dag niet bereikt" in tekst
    with in_borne():
        rij = next(rij for rij in doorstroom(wereld.KETEN, [klaar.year]) if rij.maanden == 3)
        assert (rij.afgerond, rij.gevraagd, rij.bereikt, rij.beantwoord) == (2, 2, 1, 1)
