"""The grid: one page for the whole group, in which nothing typed gets lost."""

import pytest
from sqlalchemy import select

from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.instrumenten.models import Afname
from ketens.kern.db import db
from ketens.kern.klok import nu
from ketens.metingen.models import Meting
from ketens.rechten import Rol
from tests import wereld
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE


def scores():
    """What stands there, by moment, surname and instrument."""
    vraag = select(Meting).order_by(Meting.id)
    return {
        (rij.moment, rij.plaatsing.inwoner.achternaam, rij.instrument_code): (rij.afname.uitslag, rij.afname.score)
        for rij in db.session.scalars(vraag)
    }


def stuur(klant, groep, velden, moment="t0", blad=None, **adres):
    """Send the grid as a browser does: what the page held, with other values in some fields."""
    blad = blad or klant.get("metingen.invullen", groep_id=groep.id, moment=moment, **adres)
    assert blad.status == 200, blad.status
    gehouden = {}
    for el in blad.boom.iter():
        naam = el.get("name")
        if naam and el.tag.endswith("input") and (el.get("type") != "checkbox" or el.get("checked") is not None):
            gehouden[naam] = el.get("value") or ""
    gestuurd = {naam: waarde for naam, waarde in {**gehouden, **velden}.items() if waarde is not None}
    return klant.post("metingen.invullen", gestuurd, groep_id=groep.id, moment=moment, **adres)


def test_een_trainer_vult_de_hele_groep_in_een_keer_in(meetgroep, als, in_borne):
    groep, klant = meetgroep(2), als("trainer")
    velden = {
        groep.naam(0, "tug"): "12,4",
        groep.naam(0, "cst30"): "9",
        groep.naam(0, "fesi7", "items"): "2222222",
        groep.naam(1, "tug"): "10.1",
        groep.naam(1, "loop4m", "niet_uitvoerbaar"): "y",
        groep.naam(1, "cst30", "armen_gebruikt"): "y",
    }
    klaar = stuur(klant, groep, velden)
    assert klaar.status == 303, klaar.fouten
    assert "Beginmeting: 6 metingen bewaard." in klaar.volg().tekst
    with in_borne():
        assert scores() == {
            ("t0", "Proef00", "tug"): ("grensgebied", 12.4),
            ("t0", "Proef00", "cst30"): ("geen_grens", 9),
            ("t0", "Proef00", "fesi7"): ("hoog", 14),
            ("t0", "Proef01", "tug"): ("niet_verhoogd", 10.1),
            ("t0", "Proef01", "loop4m"): ("niet_uitvoerbaar", None),
            ("t0", "Proef01", "cst30"): ("geen_grens", 0),
        }


def test_een_fout_staat_bij_het_vak_en_wat_elders_is_getypt_blijft(meetgroep, als, in_borne):
    groep, klant = meetgroep(2), als("trainer")
    velden = {groep.naam(0, "tug"): "2,9", groep.naam(1, "tug"): "10,1", groep.naam(1, "cst30"): "7,5"}
    fout = stuur(klant, groep, velden)
    assert fout.status == 422
    assert fout.fouten == [
        "Gerda Proef00, TUG: seconden: Vul een getal in van 3,0 tot en met 120,0 seconden.",
        "Gerda Proef01, 30 seconden opstaan: aantal keer: Vul een heel getal in, zonder komma.",
    ]
    assert [fout.waarde(naam) for naam in velden] == ["2,9", "10,1", "7,5"]
    vak = next(el for el in fout.boom.iter() if el.get("name") == groep.naam(0, "tug"))
    assert (vak.get("aria-invalid"), vak.get("aria-describedby")) == ("true", f"{groep.naam(0, 'tug')}-fout")
    with in_borne():
        assert scores() == {}


@pytest.mark.parametrize("ruw", ["abc", "12,4,5", "1e3", "NaN", "-5", "120,1", "١٢", "9" * 60, "12 seconden"])
def test_wat_geen_tijd_is_wordt_geweigerd(meetgroep, als, ruw):
    groep = meetgroep(1)
    fout = stuur(als("trainer"), groep, {groep.naam(0, "tug"): ruw})
    assert (fout.status, len(fout.fouten)) == (422, 1)
    assert fout.waarde(groep.naam(0, "tug")) == ruw


def test_een_waarde_en_niet_uitvoerbaar_samen_kan_niet(meetgroep, als):
    groep = meetgroep(1)
    velden = {groep.naam(0, "tug"): "12", groep.naam(0, "tug", "niet_uitvoerbaar"): "y"}
    fout = stuur(als("trainer"), groep, velden)
    assert "Kies een van de twee." in fout.fouten[0]


def test_twee_keer_versturen_bewaart_een_keer(meetgroep, als, in_borne):
    groep, klant = meetgroep(1), als("trainer")
    blad = klant.get("metingen.invullen", groep_id=groep.id, moment="t0")
    for _ in range(2):
        assert stuur(klant, groep, {groep.naam(0, "tug"): "12"}, blad=blad).status == 303
    with in_borne():
        assert len(scores()) == 1
        assert len(db.session.scalars(select(Afname).where(Afname.setting == "groep")).all()) == 1


def test_terug_in_de_browser_en_een_andere_waarde_vraagt_eerst(meetgroep, als, in_borne):
    groep, klant = meetgroep(1), als("trainer")
    blad, vak = klant.get("metingen.invullen", groep_id=groep.id, moment="t0"), groep.naam(0, "tug")
    stuur(klant, groep, {vak: "12"}, blad=blad)
    gevraagd = stuur(klant, groep, {vak: "13"}, blad=blad)
    assert gevraagd.status == 422
    opnieuw = {naam: gevraagd.waarde(naam) for naam in (vak, groep.naam(0, "tug", "gezien"))}
    opnieuw["formulier_id"] = gevraagd.waarde("formulier_id")
    assert klant.post("metingen.invullen", opnieuw, groep_id=groep.id, moment="t0").status == 303
    with in_borne():
        assert scores() == {("t0", "Proef00", "tug"): ("grensgebied", 13)}


def test_wie_tegelijk_iets_anders_vond_hoort_van_wie_wanneer_en_beide_waarden(meetgroep, als, in_borne):
    groep, vak = meetgroep(2), None
    vak, ander = groep.naam(0, "tug"), groep.naam(1, "tug")
    open_blad = als("coordinator").get("metingen.invullen", groep_id=groep.id, moment="t0")
    stuur(als("trainer"), groep, {vak: "12,3"})
    fout = stuur(als("coordinator"), groep, {vak: "11,9", ander: "9"}, blad=open_blad)
    assert fout.status == 422
    assert any(
        "Tom Trainer bewaarde hier op" in zin and zin.endswith(": 12,3. U vulde in: 11,9.") for zin in fout.fouten
    ), fout.fouten
    assert (fout.waarde(vak), fout.waarde(ander)) == ("11,9", "9")
    with in_borne():
        assert scores() == {("t0", "Proef00", "tug"): ("grensgebied", 12.3)}
    namen = [groep.naam(nr, "tug", wat) for nr in (0, 1) for wat in ("waarde", "gezien")]
    opnieuw = {naam: fout.waarde(naam) for naam in [*namen, "formulier_id"]}
    assert als("coordinator").post("metingen.invullen", opnieuw, groep_id=groep.id, moment="t0").status == 303
    with in_borne():
        assert scores()["t0", "Proef00", "tug"] == ("niet_verhoogd", 11.9)
        assert scores()["t0", "Proef01", "tug"] == ("niet_verhoogd", 9)


def test_twee_trainers_vullen_elk_een_helft_in(meetgroep, als, in_borne):
    groep = meetgroep(2, trainers=("trainer", "trainer2"))
    bladen = {wie: als(wie).get("metingen.invullen", groep_id=groep.id, moment="t0") for wie in ("trainer", "trainer2")}
    for nr, (wie, blad) in enumerate(bladen.items()):
        assert stuur(als(wie), groep, {groep.naam(nr, "tug"): "12"}, blad=blad).status == 303
    with in_borne():
        assert len(scores()) == 2


def test_wie_intussen_niet_meer_meedoet_valt_niet_stil_weg(meetgroep, als, in_borne):
    groep, klant = meetgroep(2), als("trainer")
    blad = klant.get("metingen.invullen", groep_id=groep.id, moment="t0")
    with wereld.binnen(groep.app):
        weg = db.session.get_one(Plaatsing, groep.plaatsingen[0].id)
        weg.geeindigd_op, weg.einde = nu(), "uitgevallen"
        db.session.commit()
    velden = {groep.naam(0, "tug"): "12", groep.naam(1, "tug"): "10"}
    fout = stuur(klant, groep, velden, blad=blad)
    assert "Een deelnemer doet intussen niet meer mee." in fout.fouten[0]
    assert fout.waarde(groep.naam(1, "tug")) == "10"
    assert "Proef00" not in fout.tekst


def test_een_test_tegelijk_toont_een_vak_per_deelnemer(meetgroep, als, in_borne):
    groep, klant = meetgroep(2), als("trainer")
    blad = klant.get("metingen.invullen", groep_id=groep.id, moment="t0", instrument="tug")
    assert blad.waarde(groep.naam(0, "cst30")) is None
    assert blad.waarde(groep.naam(1, "tug")) == ""
    assert stuur(klant, groep, {groep.naam(1, "tug"): "11"}, instrument="tug").naar.endswith("t0?instrument=tug")
    with in_borne():
        assert list(scores()) == [("t0", "Proef01", "tug")]
    assert klant.get("metingen.invullen", groep_id=groep.id, moment="t0", instrument="bloed").status == 200


def test_een_test_van_drie_delen_staat_in_een_vak(meetgroep, als, in_borne):
    groep = meetgroep(1, interventie="otago")
    velden = {groep.naam(0, "sppb", f"stand_{stand}"): "10" for stand in ("naast", "half", "tandem")}
    velden |= {groep.naam(0, "sppb", "lopen"): "4,9", groep.naam(0, "sppb", "opstaan_niet"): "y"}
    assert stuur(als("trainer"), groep, velden).status == 303
    with in_borne():
        assert scores() == {("t0", "Proef00", "sppb"): ("licht", 7)}


def test_wat_er_staat_komt_terug_in_het_blad(meetgroep, als):
    groep, klant = meetgroep(1), als("trainer")
    groep.meet("t0", (0, "tug", {"waarde": "12.40"}), (0, "loop4m", {"niet_uitvoerbaar": True}))
    blad = klant.get("metingen.invullen", groep_id=groep.id, moment="t0")
    assert blad.waarde(groep.naam(0, "tug")) == "12,4"
    vink = next(el for el in blad.boom.iter() if el.get("name") == groep.naam(0, "loop4m", "niet_uitvoerbaar"))
    assert vink.get("checked") is not None
    assert "1 van 1 deelnemers gemeten" in blad.tekst


def test_alleen_de_eigen_trainer_en_de_coordinator_meten(meetgroep, als):
    groep = meetgroep(1)
    for wie, status in (("trainer", 200), ("coordinator", 200), ("trainer2", 404), ("verwijzer", 403), ("fg", 403)):
        for endpoint, adres in (("metingen.invullen", {"moment": "t0"}), ("metingen.overzicht", {})):
            assert als(wie).get(endpoint, groep_id=groep.id, **adres).status == status, (wie, endpoint)
    assert als(Rol.WELZIJNSCOACH).get("metingen.overzicht", groep_id=groep.id).status == 403


def test_een_cursus_zonder_metingen_zegt_dat_er_niets_te_meten_is(meetgroep, als):
    groep, klant = meetgroep(1, interventie="tom"), als("coordinator")
    assert "Bij deze cursus horen geen metingen." in klant.get("metingen.overzicht", groep_id=groep.id).tekst
    assert klant.get("metingen.invullen", groep_id=groep.id, moment="t0").status == 404


def test_een_groep_zonder_deelnemers_heeft_een_leeg_blad(meetgroep, als):
    groep, klant = meetgroep(0), als("trainer")
    assert "Er doet nog niemand mee" in klant.get("metingen.invullen", groep_id=groep.id, moment="t0").tekst
    assert klant.get("metingen.overzicht", groep_id=groep.id).status == 200


def test_voor_het_begin_zegt_het_blad_wanneer_het_kan(meetgroep, als):
    groep, klant = meetgroep(1), als("trainer")
    fout = stuur(klant, groep, {groep.naam(0, "tug"): "12"}, moment="t1")
    assert (fout.status, fout.waarde(groep.naam(0, "tug"))) == (422, "12")
    assert "De eindmeting kan pas na de beginmeting van" in fout.fouten[0]


def test_vandaag_meten_staat_op_de_pagina_van_de_groep(meetgroep, als):
    groep = meetgroep(1)
    for wie in ("trainer", "coordinator"):
        assert "Vandaag meten: beginmeting" in als(wie).get("rooster.detail", groep_id=groep.id).tekst
    groep.schuif(6)
    assert "Vandaag meten" not in als("trainer").get("rooster.detail", groep_id=groep.id).tekst


def test_het_aantal_vragen_groeit_niet_met_de_groep(meetgroep, als, tel_vragen):
    def tel(groep):
        aantallen = []
        for endpoint, adres in (("metingen.invullen", {"moment": "t0"}), ("metingen.overzicht", {})):
            with tel_vragen() as vragen:
                assert als("trainer").get(endpoint, groep_id=groep.id, **adres).status == 200
            aantallen.append(len(vragen))
        return aantallen

    weinig, veel = meetgroep(1, naam="Klein"), meetgroep(4, naam="Groot")
    for groep, aantal in ((weinig, 1), (veel, 4)):
        groep.meet("t0", *((nr, "tug", {"waarde": 12}) for nr in range(aantal)))
    tel(weinig)  # the first row of the access log costs more
    assert tel(weinig) == tel(veel) == [10, 11]


def test_een_groep_met_de_oude_regels_wordt_niet_gemeten(meetgroep, als):
    groep = meetgroep(1)
    with wereld.binnen(groep.app):
        db.session.get_one(Groep, groep.id).interventie_pin = "in_balans@1"
        db.session.commit()
    assert als("trainer").get("metingen.invullen", groep_id=groep.id, moment="t0").status == 404


def test_een_ander_moment_bestaat_niet(meetgroep, als):
    assert als("trainer").get("metingen.invullen", groep_id=meetgroep(0).id, moment="t2").status == 404
