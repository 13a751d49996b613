"""What stands out in the log: each pattern finds what it must, and not more."""

from datetime import date

import pytest

from ketens.gebruikers.models import Account
from ketens.kern.db import db
from ketens.rechten import Rol
from ketens.toezicht.medewerkers import achternaam_van
from ketens.toezicht.opvallend import buiten_werktijd, zoek
from tests import wereld
from tests.toezicht.test_logboek import laatste

WEEK = {"van": "16-11-2026", "tot": "22-11-2026"}
# A Tuesday, within working hours.
DAG = "2026-11-17 10:00"


@pytest.fixture
def vindt(in_borne):
    """`vindt("Eigen naam")` are the findings of that pattern in the week of 16 November, as (account, resident)."""

    def doe(titel, **kw):
        with in_borne():
            gevonden = zoek(date(2026, 11, 16), date(2026, 11, 22), **kw)[0]
            (patroon,) = [patroon for patroon in gevonden if patroon.titel == titel]
            return [(b.account_id, b.inwoner_id) for b in patroon.bevindingen]

    return doe


@pytest.fixture
def heet(in_borne):
    """Give an account of the world another name, or a postcode of its own."""

    def doe(wie, **velden):
        with in_borne():
            account = db.session.get_one(Account, wereld.id_van(wie))
            for naam, waarde in velden.items():
                setattr(account, naam, waarde)
            db.session.commit()
            db.session.expunge_all()

    return doe


CORA, TOM = wereld.id_van("coordinator"), wereld.id_van("trainer")


def test_zonder_iets_opvallends_zegt_elk_patroon_dat(fg, maak, kijkt):
    kijkt("coordinator", [maak.inwoner()], DAG)
    assert fg.get("toezicht.opvallend", **WEEK, drempel=40).tekst.count("Niets gevonden in deze periode.") == 5


def test_veel_inwoners_in_een_uur_telt_elke_inwoner_een_keer(vindt, maak, kijkt):
    mensen = [maak.inwoner(f"Iemand{nr}") for nr in range(4)]
    kijkt("coordinator", mensen[:2], "2026-11-17 10:05")
    kijkt("coordinator", mensen[1:3], "2026-11-17 10:55")
    kijkt("coordinator", mensen[3:], "2026-11-17 11:00")
    kijkt("trainer", mensen[:2], "2026-11-17 10:30")
    assert vindt("Veel inwoners in een uur", drempel=3) == [(CORA, None)]
    assert vindt("Veel inwoners in een uur", drempel=4) == []


def test_een_geweigerde_blik_telt_niet(vindt, maak, kijkt):
    mensen = [maak.inwoner(f"Iemand{nr}") for nr in range(3)]
    kijkt("coordinator", mensen, DAG, uitkomst=404)
    assert vindt("Veel inwoners in een uur", drempel=2) == []


def test_eigen_naam_naar_klank_en_elk_deel_van_een_dubbele_naam(vindt, heet, maak, kijkt):
    heet("coordinator", naam="Cora van der Meijden")
    heet("trainer", naam="Tom Bakker-Jansen")
    meyden, jansen = maak.inwoner("Meyden"), maak.inwoner("Janssen")
    kijkt("coordinator", [meyden, jansen], DAG)
    kijkt("trainer", [meyden, jansen], DAG)
    assert set(vindt("Eigen naam")) == {(CORA, meyden.id), (TOM, jansen.id)}


def test_een_voornaam_is_geen_achternaam(vindt, heet, maak, kijkt):
    heet("coordinator", naam="Jansen Maria Coster")
    kijkt("coordinator", [maak.inwoner("Jansen"), maak.inwoner("Maria")], DAG)
    assert vindt("Eigen naam") == []


def test_eigen_straat_alleen_van_wie_een_postcode_gaf(vindt, heet, maak, kijkt):
    buur, ander = maak.inwoner("Buurman", postcode="7621AB"), maak.inwoner("Verweg", postcode="7622CD")
    kijkt("coordinator", [buur, ander], DAG)
    assert vindt("Eigen straat") == []
    heet("coordinator", postcode="7621AB")
    heet("trainer", postcode="7622CD")
    assert vindt("Eigen straat") == [(CORA, buur.id)]


def test_een_collega_van_dezelfde_organisatie_naar_voornaam_en_achternaam(vindt, maak, kijkt):
    petra = maak.inwoner("Projectleider", voornaam="Petra")
    piet = maak.inwoner("Projectleider", voornaam="Piet")
    kijkt("coordinator", [petra, piet], DAG)
    kijkt("trainer", [petra], DAG)
    assert vindt("Collega's") == [(CORA, petra.id)]


def test_wie_zichzelf_opent_staat_bij_eigen_naam_en_niet_bij_collegas(vindt, maak, kijkt):
    ik = maak.inwoner("Coordinator", voornaam="Cora")
    kijkt("coordinator", [ik], DAG)
    assert vindt("Eigen naam") == [(CORA, ik.id)]
    assert vindt("Collega's") == []


@pytest.mark.parametrize(
    ("wanneer", "buiten"),
    [
        ("2026-11-17 06:59", True),
        ("2026-11-17 07:00", False),
        ("2026-11-17 18:59", False),
        ("2026-11-17 19:00", True),
        ("2026-11-21 12:00", True),
        ("2026-11-23 12:00", False),
    ],
)
def test_buiten_werktijd_is_avond_nacht_en_weekend(vindt, maak, kijkt, wanneer, buiten):
    kijkt("coordinator", [maak.inwoner()], wanneer)
    assert vindt("Buiten werktijd") == ([(CORA, None)] if buiten else [])


def test_een_feestdag_is_geen_werkdag_en_de_zomertijd_telt_mee():
    vakken = list(buiten_werktijd(date(2026, 4, 27), date(2026, 4, 28)))
    assert [f"{begin:%d %H}-{eind:%d %H}" for begin, eind in vakken] == ["26 22-28 05", "28 17-28 22"]


def test_wat_een_ander_of_niemand_betreft_valt_niet_op(vindt, maak, kijkt):
    kijkt("coordinator", [], "2026-11-21 12:00")
    assert vindt("Buiten werktijd") == []


def test_een_andere_gemeente_telt_niet_mee(vindt, maak, kijkt):
    daar = maak.inwoner("Coordinator", gemeente="tubbergen", betrokken="gemeente-tubbergen")
    kijkt("coordinator_tubbergen", [daar], "2026-11-21 12:00", gemeente="tubbergen")
    assert vindt("Eigen naam") == vindt("Buiten werktijd") == []


def test_elke_bevinding_zegt_waarom_en_opent_de_regels_erachter(fg, heet, maak, kijkt):
    heet("coordinator", naam="Cora Jansen")
    ik = maak.inwoner("Jansen")
    kijkt("coordinator", [ik], "2026-11-17 20:05")
    kijkt("coordinator", [maak.inwoner("Pieters")], "2026-11-17 20:30")
    pagina = fg.get("toezicht.opvallend", **WEEK, drempel=2)
    assert "Zag 1 keer gegevens van een inwoner met dezelfde achternaam" in pagina.tekst
    assert "in een uur gegevens van 2 inwoners" in pagina.tekst
    assert "van 17-11-2026 20:05 tot 17-11-2026 20:30" in pagina.tekst
    doelen = [el.get("href") for el in pagina.boom.iter() if "/accounts/" in el.get("href", "")]
    teksten = [fg.haal(doel).tekst for doel in doelen]
    assert ["20:05" in tekst for tekst in teksten] == [True, True, True]
    assert ["20:30" in tekst for tekst in teksten] == [True, False, True]


def test_wie_in_een_bevinding_staat_komt_in_het_logboek(fg, heet, maak, kijkt, in_borne):
    heet("coordinator", naam="Cora Jansen")
    ik = maak.inwoner("Jansen")
    kijkt("coordinator", [ik], DAG)
    fg.get("toezicht.opvallend", **WEEK, drempel=40)
    assert laatste(in_borne)[1] == {ik.id}


@pytest.mark.parametrize(
    ("vraag", "zin"),
    [
        ({"van": "1-10-2026", "tot": "22-11-2026", "drempel": "40"}, "hoogstens 31 dagen"),
        ({**WEEK, "drempel": "1"}, "van 2 tot en met 9999"),
        ({**WEEK, "drempel": ""}, "Vul een aantal inwoners in."),
        ({"van": "", "tot": "22-11-2026", "drempel": "40"}, "Vul de begindatum in."),
    ],
)
def test_een_vraag_die_niet_klopt_wordt_een_fout_bij_het_veld(fg, vraag, zin):
    pagina = fg.get("toezicht.opvallend", **vraag)
    assert pagina.status == 422
    assert any(zin in fout for fout in pagina.fouten)


def test_het_aantal_vragen_staat_vast_hoeveel_er_ook_is(fg, heet, maak, kijkt, tel_vragen):
    def tel():
        with tel_vragen() as vragen:
            fg.get("toezicht.opvallend", **WEEK, drempel=2)
        return len(vragen)

    heet("coordinator", naam="Cora Jansen", postcode="7621AB")
    kijkt("coordinator", [maak.inwoner("Jansen", postcode="7621AB")], "2026-11-17 20:05")
    weinig = tel()
    for nr in range(4):
        kijkt("coordinator", [maak.inwoner("Jansen", postcode="7621AB")], f"2026-11-{17 + nr} 20:05")
        kijkt("trainer", [maak.inwoner("Trainer")], f"2026-11-{17 + nr} 20:05")
    assert tel() <= weinig + 1


@pytest.mark.parametrize(
    ("naam", "achternaam"),
    [
        ("Hanna Jansen", "Jansen"),
        ("Hanna van der Berg", "van der Berg"),
        ("Anna Maria Jansen-de Boer", "Jansen-de Boer"),
        ("Anne-Marie Jansen", "Jansen"),
        ("Jansen", "Jansen"),
        ("", ""),
    ],
)
def test_een_achternaam_begint_bij_het_tussenvoegsel(naam, achternaam):
    assert achternaam_van(naam) == achternaam


@pytest.mark.parametrize("rol", [rol for rol in Rol if rol != Rol.FG])
def test_alleen_de_fg_ziet_wat_opvalt(als, rol):
    assert als(rol).get("toezicht.opvallend").status == 403
