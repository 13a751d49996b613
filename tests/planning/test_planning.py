"""The planning of a half year: demand beside supply, the first group for each, and how many groups are missing."""

import time
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from ketens.audit.models import LogregelInwoner
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Wachtplek
from ketens.kern.db import db
from ketens.kern.klok import AMSTERDAM, is_werkdag, nu, vandaag, werkdagen_erbij
from ketens.planning.halfjaar import Halfjaar
from ketens.planning.lezen import lees
from ketens.planning.overzichten import planning, vragen_van
from ketens.rechten import Rol
from ketens.trajecten.instellingen import Keteninstelling
from ketens.trajecten.models import Traject
from ketens.trajecten.pauzes import pauzeer
from tests import wereld
from tests.merken import OP_SQLITE


def over(weken):
    """A working day so many weeks from now."""
    dag = vandaag() + timedelta(weeks=weken)
    while not is_werkdag(dag):
        dag += timedelta(days=1)
    return dag


@pytest.fixture
def vraag(in_borne):
    """`with vraag() as het:` is what is asked of In Balans today."""
    from contextlib import contextmanager

    @contextmanager
    def kijk(code="in_balans"):
        with in_borne():
            vragen = [v for s in lees(wereld.wie("coordinator"), Halfjaar.van(vandaag())) for v in vragen_van(s)]
            yield next(v for v in vragen if v.interventie.code == code)

    return kijk


def groep_van(het, traject):
    groep = het.verdeeld.groep_van.get(traject.id)
    return groep.naam if groep else None


def waarom(het, traject):
    return het.verdeeld.waarom_geen(next(w for w in het.verdeeld.rij if w.traject_id == traject.id))


def test_zonder_wachtenden_en_groepen_zegt_de_pagina_dat(als):
    pagina = als(Rol.COORDINATOR).get("planning.halfjaar", halfjaar="2031-1")
    assert pagina.kop == "Planning"
    assert "Niemand wacht op een groep." in pagina.tekst
    assert "In dit halfjaar begint nog geen groep." in pagina.tekst
    assert "binnen 40 werkdagen" in pagina.tekst


@pytest.mark.parametrize(
    ("adres", "naam"),
    [("2027-1", "Eerste halfjaar 2027"), ("2026-2", "Tweede halfjaar 2026"), ("2027-3", None), ("x", None), ("", None)],
)
@OP_SQLITE
def test_een_halfjaar_dat_niet_bestaat_is_dat_van_nu(als, adres, naam):
    pagina = als(Rol.COORDINATOR).get("planning.halfjaar", halfjaar=adres)
    assert (naam or Halfjaar.van(vandaag()).naam.capitalize()) in pagina.tekst


def test_een_jaar_heeft_twee_helften_die_aansluiten():
    helft = Halfjaar(2027, 1)
    assert (helft.begin, helft.einde) == (date(2027, 1, 1), date(2027, 6, 30))
    assert (helft.volgende.begin, helft.volgende.einde) == (date(2027, 7, 1), date(2027, 12, 31))
    assert helft.vorige == Halfjaar(2026, 2)
    assert helft.volgende.volgende.vorige == helft.volgende


def test_vraag_staat_naast_aanbod_en_elk_getal_opent_de_mensen(als, maak, wacht):
    groep = maak.groep("Dinsdag", begint_op=over(3), wijk="Centrum")
    wacht("Achterberg", wijk="Centrum", dagdelen=["di_ochtend"])
    wacht("Boersma", wijk="Hertme", dagdelen=["di_ochtend", "wo_middag"])
    klant = als(Rol.COORDINATOR)
    pagina = klant.get("planning.halfjaar", halfjaar=Halfjaar.van(groep.begint_op).adres)
    assert "2 inwoners wachten" in pagina.tekst
    assert "1 groep, 11 plaatsen" in pagina.tekst
    assert not [naam for naam in ("Achterberg", "Boersma", "Gerda") if naam in pagina.html]
    mensen = klant.get("planning.wachtenden", interventie="in_balans", dagdeel="wo_middag")
    assert "Boersma" in mensen.tekst
    assert "Achterberg" not in mensen.tekst
    mensen = klant.get("planning.wachtenden", wijk="Centrum")
    assert ("Achterberg" in mensen.tekst, "Boersma" in mensen.tekst) == (True, False)
    assert "Dinsdag" in mensen.tekst


@OP_SQLITE
def test_ieder_krijgt_de_eerste_groep_die_past_en_nog_plek_heeft(maak, wacht, vraag):
    maak.groep("Straks", begint_op=over(6))
    maak.groep("Eerst", begint_op=over(2), plaatsen=1, minimum=1)
    laat = wacht("Laat", dagen=1)
    hoog = wacht("Hoog", dagen=0, uitslag="hoog")
    with vraag() as het:
        assert groep_van(het, hoog) == "Eerst", "de voorrangsregel van de keten gaat voor de datum"
        assert groep_van(het, laat) == "Straks"


@OP_SQLITE
def test_wie_samen_komt_krijgt_samen_een_groep_met_twee_plaatsen(maak, wacht, vraag):
    maak.groep("Een plek", begint_op=over(2), plaatsen=1, minimum=1)
    maak.groep("Twee plekken", begint_op=over(4), plaatsen=2, minimum=1)
    een = wacht("Een", dagen=9)
    ander = wacht("Ander", dagen=5, samen_met=een.kenmerk)
    alleen = wacht("Alleen", dagen=1)
    with vraag() as het:
        assert groep_van(het, een) == groep_van(het, ander) == "Twee plekken"
        assert groep_van(het, alleen) == "Een plek"


@OP_SQLITE
def test_wie_geen_plek_kan_krijgen_leest_waarom(maak, wacht, vraag):
    traject = wacht("Eerste")
    with vraag() as het:
        assert waarom(het, traject) == "Er komt nog geen groep."
    maak.groep("Dinsdag", begint_op=over(2), dagdelen=["di_ochtend"], plaatsen=1, minimum=1)
    kan_niet, vol = wacht("Kanniet", dagdelen=["vr_middag"]), wacht("Vol")
    with vraag() as het:
        assert waarom(het, kan_niet) == "Kan niet op dinsdagochtend."
        assert waarom(het, vol) == "De groep die past is vol."
    maak.groep("Hertme", begint_op=over(3), wijk="Hertme", dagdelen=["wo_middag"])
    ergens = wacht("Ergens", wijk="Zenderen", dagdelen=["vr_middag"])
    with vraag() as het:
        assert waarom(het, ergens) == "Geen van de 2 groepen past. Dinsdag: kan niet op dinsdagochtend."


@OP_SQLITE
def test_wie_een_aanbod_heeft_houdt_die_plek_ook_in_de_planning(app, maak, wacht, vraag):
    from ketens.groepen.aanbieden import bied_aan

    groep = maak.groep("Aangeboden", begint_op=over(3), plaatsen=1, minimum=1)
    traject = wacht("Jansen")
    with wereld.binnen(app):
        wachtplek = db.session.scalars(select(Wachtplek)).one()
        bied_aan(db.session.get_one(Groep, groep.id), [wachtplek], door=wereld.wie("coordinator"))
        db.session.commit()
    ander = wacht("Ander")
    with vraag() as het:
        assert groep_van(het, traject) == "Aangeboden"
        assert groep_van(het, ander) is None
        assert [w.traject_id for w in het.tekort.zonder_plek] == [ander.id]


@OP_SQLITE
def test_wiens_traject_stilstaat_vraagt_nu_geen_groep(app, wacht, vraag):
    traject = wacht("Pauze")
    with wereld.binnen(app):
        hier = db.session.get_one(Traject, traject.id)
        pauzeer(hier, formulier_id=traject.id, tot=over(4), reden="ziekenhuis", door=wereld.wie("coordinator"))
        db.session.commit()
    with vraag() as het:
        assert (het.aantal, het.tekort.aantal, het.tekort.groepen) == (1, 0, 0)


@OP_SQLITE
def test_een_groep_die_na_de_norm_begint_is_te_laat(maak, wacht, vraag, in_borne):
    sinds = (nu() - timedelta(days=10)).astimezone(AMSTERDAM).date()
    uiterlijk = werkdagen_erbij(sinds, 40)
    maak.groep("Op de dag zelf", begint_op=uiterlijk, plaatsen=1, minimum=1)
    maak.groep("Een dag later", begint_op=werkdagen_erbij(uiterlijk, 1))
    op_tijd, te_laat = wacht("Optijd", dagen=10, uitslag="hoog"), wacht("Telaat", dagen=10)
    with vraag() as het:
        assert groep_van(het, op_tijd) == "Op de dag zelf"
        assert [w.traject_id for w in het.tekort.te_laat] == [te_laat.id]
        assert het.plek_op_tijd == 1
        assert het.tekort.groepen == 1
    with in_borne():
        db.session.scalars(select(Keteninstelling)).one().termijnen = {"plaatsing": 45}
        db.session.commit()
    with vraag() as het:
        assert het.tekort.te_laat == [], "de termijn van de gemeente gaat voor die van de catalogus"
        assert het.tekort.groepen == 0
        assert het.tekort.rekensom.endswith("begint binnen 45 werkdagen: er is geen groep extra nodig.")


@OP_SQLITE
@pytest.mark.parametrize(("aantal", "groepen"), [(1, 1), (11, 1), (12, 2), (22, 2), (23, 3)])
def test_de_rekensom_rondt_naar_boven_af(velen, vraag, aantal, groepen):
    velen(aantal)
    with vraag() as het:
        assert het.tekort.groepen == groepen
        wie = "1 inwoner heeft" if aantal == 1 else f"{aantal} inwoners hebben"
        assert het.tekort.rekensom.startswith(f"{wie} geen plek in een groep die begint binnen 40 werkdagen")
        assert f"{aantal} gedeeld door 11 plaatsen" in het.tekort.rekensom
        assert bool(het.tekort.let_op) == (0 < aantal % 11 < 6)


@OP_SQLITE
def test_de_meeste_dagdelen_en_wijken_staan_erbij_en_de_middelste_wachttijd(als, velen, vraag):
    velen(9, dagdelen=["di_ochtend"])
    with vraag() as het:
        assert het.tekort.verdeling == "Wanneer: dinsdagochtend (9). Waar: Centrum (3), Hertme (3), Zenderen (3)."
        assert het.dagen == 4
    assert "4 dagen" in als(Rol.COORDINATOR).get("planning.halfjaar").tekst


@OP_SQLITE
def test_hoogstens_vijftig_namen_op_een_pagina_en_alleen_die_in_het_logboek(als, velen, in_borne):
    velen(60)
    pagina = als(Rol.COORDINATOR).get("planning.wachtenden", interventie="in_balans")
    assert pagina.html.count('scope="row"') == 50
    assert "1 t/m 50 van 60" in pagina.tekst
    volgende = als(Rol.COORDINATOR).get("planning.wachtenden", interventie="in_balans", pagina=2)
    assert "51 t/m 60 van 60" in volgende.tekst
    als(Rol.COORDINATOR).get("planning.halfjaar")
    with in_borne():
        assert db.session.scalars(select(LogregelInwoner)).all() == [], "zonder naam is er niemand getoond"


def test_wie_van_een_naam_de_pagina_opent_staat_in_het_logboek(als, wacht, in_borne):
    traject = wacht("Jansen")
    als(Rol.COORDINATOR).get("planning.halfjaar")
    with in_borne():
        assert traject.inwoner_id not in set(db.session.scalars(select(LogregelInwoner.inwoner_id)))
    als(Rol.COORDINATOR).get("planning.wachtenden")
    with in_borne():
        assert traject.inwoner_id in set(db.session.scalars(select(LogregelInwoner.inwoner_id)))


@OP_SQLITE
def test_groep_voor_groep_komt_op_hetzelfde_neer_als_mens_voor_mens(maak, velen, vraag):
    maak.groep("Hertme", begint_op=over(2), wijk="Hertme", plaatsen=4, minimum=1)
    maak.groep("Dinsdag", begint_op=over(3), dagdelen=["di_ochtend"], plaatsen=5, minimum=1)
    maak.groep("Overal", begint_op=over(4), plaatsen=7, minimum=1)
    maak.groep("Woensdag", begint_op=over(9), dagdelen=["wo_middag"], trainers=["trainer"], plaatsen=9, minimum=1)
    velen(60)
    with vraag() as het:
        vrij = {groep.id: groep.plaatsen for groep in het.verdeeld.komend}
        verwacht = {}
        for wachtplek in het.verdeeld.rij:
            past = [v.groep for v in het.verdeeld._gevraagd if v.past_niet(wachtplek) is None and vrij[v.groep.id]]
            if past:
                verwacht[wachtplek.traject_id] = past[0]
                vrij[past[0].id] -= 1
        assert het.verdeeld.groep_van == verwacht
        assert {groep.naam for groep in verwacht.values()} == {"Hertme", "Dinsdag", "Overal"}


@pytest.mark.traag
def test_honderd_groepen_en_tweeduizend_wachtenden_vragen_niet_meer_van_de_database(
    app, maak, velen, tel_vragen, in_borne
):
    def meet():
        with in_borne(), tel_vragen() as vragen:
            wie = wereld.wie("coordinator")
            begin = time.process_time()
            het = planning(wie, Halfjaar.van(over(6)))
            duur = time.process_time() - begin
            assert sum(vraag.tekort.aantal for vraag in het.vragen) <= het.wachtend
        return het, len(vragen), duur

    maak.groep("Eerste", trainers=["trainer"])
    velen(1)
    _, weinig, _ = meet()
    eerste = over(6)
    with in_borne():
        wie = wereld.wie("coordinator")
        from ketens.rooster.inrichten import maak_groep

        for nr in range(99):
            maak_groep(
                interventie_code="in_balans", naam=f"Groep {nr}", keten_code=wereld.KETEN, locatie="Zaal",
                organisatie_id=wereld.id_van("gemeente-borne"), begint_op=eerste, door=wie,
                trainer_ids=[wereld.id_van("trainer")], wijk="Hertme", dagdelen=["di_ochtend"],
            )  # fmt: skip
        db.session.commit()
        db.session.expunge_all()
    velen(1999)
    het, veel, duur = meet()
    assert (het.wachtend, len(het.aanbod)) == (2000, 100)
    assert veel == weinig <= 16
    assert duur < 3
