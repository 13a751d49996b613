"""When the questions are laid, and what stops them or brings them back."""

from datetime import date, timedelta

from sqlalchemy import select

from ketens.inwoners.handelingen import Stopwens, trek_toestemming_in
from ketens.inwoners.models import Inwoner, Toestemming
from ketens.inwoners.overlijden import leg_overlijden_vast, maak_overlijden_ongedaan
from ketens.inwoners.toestemmingen import leg_vast, mogelijk
from ketens.inwoners.verhuizing import leg_verhuizing_vast, maak_verhuizing_ongedaan
from ketens.kern.db import db, nieuw_id
from ketens.kern.klok import moment, vandaag, zet_klok
from ketens.nazorg import handelingen
from ketens.nazorg.vragen import leg_vragen
from tests import wereld
from tests.merken import OP_SQLITE
from tests.nazorg.conftest import haal, vragen

pytestmark = OP_SQLITE


def test_een_afgeronde_deelname_wordt_gevraagd_bij_het_einde_en_na_drie_maanden(afgerond, in_borne):
    with zet_klok(moment(date(2026, 11, 30))):
        plaats = afgerond()
    with in_borne():
        gelegd = {maanden: (vraag.wijze, vraag.vraag_op) for maanden, vraag in vragen(plaats).items()}
    assert gelegd == {0: ("groep", date(2026, 11, 30)), 3: ("bellen", date(2027, 2, 28))}


def test_wie_uitviel_wordt_niet_gevraagd(afgerond, in_borne):
    plaats = afgerond(einde="uitgevallen")
    with in_borne():
        assert vragen(plaats) == {}


def test_de_gemeente_kiest_de_momenten(afgerond, in_borne, kies_momenten):
    keuze = {"3": {"wijze": "niet", "procent": 100}, "6": {"wijze": "kaart", "procent": 100}}
    kies_momenten({**keuze, "12": {"wijze": "bellen", "procent": 0}})
    plaats = afgerond()
    with in_borne():
        assert {m: v.wijze for m, v in vragen(plaats).items()} == {0: "groep", 6: "kaart"}


def test_overlijden_stopt_de_vragen_en_herstel_geeft_ze_terug(afgerond, in_borne):
    plaats = afgerond()
    with in_borne():
        cora, inwoner = wereld.wie("coordinator"), haal(plaats).inwoner
        dood = leg_overlijden_vast(inwoner, formulier_id=nieuw_id(), datum=vandaag(), bron="naaste", door=cora)
        db.session.flush()
        assert {v.beeindigd_reden for v in vragen(plaats).values()} == {"overleden"}
        maak_overlijden_ongedaan(dood, reden="Een ander.", door=cora)
        db.session.flush()
        assert all(v.beeindigd_op is None for v in vragen(plaats).values())


def verhuis(inwoner):
    velden = {"naar_gemeente": "Hengelo", "maakt_af": True, "mag_overdragen": False}
    return leg_verhuizing_vast(
        inwoner, formulier_id=nieuw_id(), per=vandaag(), door=wereld.wie("coordinator"), **velden
    )


def test_verhuizing_stopt_de_vragen_en_wie_blijft_wordt_weer_gevraagd(afgerond, in_borne):
    plaats = afgerond()
    with in_borne():
        weg = verhuis(haal(plaats).inwoner)
        db.session.flush()
        assert {v.beeindigd_reden for v in vragen(plaats).values()} == {"verhuisd"}
        maak_verhuizing_ongedaan(weg, reden="Blijft toch.", herstelt=True, door=wereld.wie("coordinator"))
        db.session.flush()
        assert all(v.beeindigd_op is None for v in vragen(plaats).values())


def test_wie_na_de_verhuizing_afrondt_wordt_niet_gevraagd_en_na_herstel_wel(afgerond, in_borne):
    plaats = afgerond(einde="uitgevallen")
    with in_borne():
        rij = haal(plaats)
        weg = verhuis(rij.inwoner)
        rij.einde = "afgerond"
        leg_vragen(rij)
        db.session.flush()
        assert {v.beeindigd_reden for v in vragen(plaats).values()} == {"verhuisd"}
        maak_verhuizing_ongedaan(weg, reden="Blijft toch.", herstelt=True, door=wereld.wie("coordinator"))
        db.session.flush()
        assert all(v.beeindigd_op is None for v in vragen(plaats).values())


def test_wie_de_toestemming_intrekt_wordt_niet_meer_gebeld_tot_die_er_weer_is(afgerond, in_borne):
    plaats = afgerond()
    with in_borne():
        cora, inwoner = wereld.wie("coordinator"), haal(plaats).inwoner
        staat = db.session.scalars(select(Toestemming).where(Toestemming.inwoner_id == inwoner.id)).first()
        trek_toestemming_in(staat, door=cora)
        db.session.flush()
        assert {v.beeindigd_reden for v in vragen(plaats).values()} == {"toestemming_ingetrokken"}
        (keuze,) = [k for k in mogelijk(inwoner, cora) if k.soort == "doorgeven"]
        leg_vast(inwoner, keuze, toestemming_id=nieuw_id(), gever="inwoner", kanaal="mondeling", door=cora)
        db.session.flush()
        assert all(v.beeindigd_op is None for v in vragen(plaats).values())


def test_wie_de_toestemming_intrekt_maar_doorgaat_wordt_wel_gevraagd(afgerond, in_borne):
    plaats = afgerond()
    with in_borne():
        staat = db.session.scalars(select(Toestemming).where(Toestemming.inwoner_id == plaats.inwoner_id)).first()
        trek_toestemming_in(staat, door=wereld.wie("coordinator"), stopt=Stopwens.NEE)
        db.session.flush()
        assert all(v.beeindigd_op is None for v in vragen(plaats).values())


def test_een_gesloten_traject_wordt_gewoon_gevraagd(afgerond, in_borne):
    plaats = afgerond()
    with in_borne():
        haal(plaats).traject.sluit_af(door=wereld.wie("coordinator"), reden="afgerond")
        db.session.flush()
        assert all(v.beeindigd_op is None for v in vragen(plaats).values())


def test_niet_meer_bellen_geldt_ook_voor_latere_groepen(afgerond, maak, in_borne, app):
    with zet_klok(moment(date(2026, 3, 2))):
        eerst = afgerond(groep=maak.groep("Eerst", begint_op=date(2026, 3, 3)))
        with in_borne():
            cora = wereld.wie("coordinator")
            handelingen.noteer(vragen(eerst)[0], "niet_meer_bellen", door=cora)
            haal(eerst).traject.sluit_af(door=cora, reden="afgerond")
            db.session.commit()
            redenen = {m: v.beeindigd_reden for m, v in vragen(eerst).items()}
    assert redenen == {0: "niet_meer_bellen", 3: "eerder_niet_meer_bellen"}
    with zet_klok(moment(date(2026, 11, 2))):
        with in_borne():
            inwoner = db.session.get_one(Inwoner, eerst.inwoner_id)
            db.session.expunge_all()
        traject = maak.klaar_voor_plaats(inwoner=inwoner)
        later = afgerond(groep=maak.groep("Later", begint_op=date(2026, 11, 3)), traject=traject)
        with in_borne():
            assert {v.beeindigd_reden for v in vragen(later).values()} == {"eerder_niet_meer_bellen"}


def test_een_deelname_wordt_maar_een_keer_gevraagd(afgerond, in_borne):
    plaats = afgerond()
    with in_borne():
        leg_vragen(haal(plaats))
        db.session.flush()
        assert len(vragen(plaats)) == 2
        assert vragen(plaats)[3].vraag_op > vandaag() + timedelta(days=80)
