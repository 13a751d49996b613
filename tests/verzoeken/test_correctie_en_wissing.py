"""A note stays beside the text; an erasure looks at what must stay, and then takes all of it."""

from datetime import timedelta

from sqlalchemy import select

from ketens.bewaren.models import Vernietiging
from ketens.inwoners.correcties import Correctienotitie
from ketens.inwoners.models import Inwoner
from ketens.kern import klok
from ketens.kern.db import db
from ketens.rechten import Rol
from ketens.trajecten.handelingen import noteer_notitie
from ketens.trajecten.models import Traject
from ketens.verzoeken.models import Soort, Verzoek
from ketens.verzoeken.notities import keuzes
from ketens.verzoeken.wissing import toets
from tests import wereld
from tests.merken import OP_SQLITE

WIE = "coordinator2"


def zet_notitie(als, in_borne, verzoek, deel, *, tekst="Ik liep wel zelf.", aard="betwist"):
    with in_borne():
        bij = next(waarde for waarde, label in keuzes(db.session.get_one(Verzoek, verzoek)) if deel in label)
    return als(WIE).post("verzoeken.notitie", {"bij": bij, "aard": aard, "tekst": tekst}, verzoek_id=verzoek)


def test_wat_de_inwoner_zegt_staat_naast_de_tekst_in_de_tijdlijn(als, maak, vraag, in_borne):
    traject = maak.traject("Jansen", behandelaar="coordinator")
    with in_borne():
        rij = db.session.get_one(Traject, traject.id)
        noteer_notitie(rij, tekst="Mevrouw liep niet zelf.", door=wereld.wie("coordinator"))
        db.session.commit()
    verzoek = vraag(traject.inwoner_id, Soort.CORRECTIE)
    assert zet_notitie(als, in_borne, verzoek, "Wat er gebeurde").status == 303
    pagina = als(Rol.COORDINATOR).get("trajecten.detail", traject_id=traject.id).tekst
    assert "Mevrouw liep niet zelf." in pagina
    assert "De inwoner is het hier niet mee eens" in pagina
    assert "Ik liep wel zelf." in pagina


@OP_SQLITE
def test_de_notitie_staat_ook_bij_de_verwijzing_en_bij_de_inwoner(als, maak, vraag, in_borne):
    verwijzing = maak.verwijzing("Jansen", toelichting="Valt vaak.")
    traject = maak.traject("Dekker", behandelaar="coordinator")
    verzoek = vraag(verwijzing.inwoner_id, Soort.CORRECTIE)
    assert zet_notitie(als, in_borne, verzoek, "toelichting", tekst="Ik val nooit.").status == 303
    assert "Ik val nooit." in als(Rol.VERWIJZER).get("verwijzingen.detail", verwijzing_id=verwijzing.id).tekst
    ander = vraag(traject.inwoner_id, Soort.CORRECTIE)
    assert zet_notitie(als, in_borne, ander, "achternaam", tekst="Ik heet Bekker.", aard="gecorrigeerd").status == 303
    assert "Ik heet Bekker." in als(Rol.COORDINATOR).get("inwoners.detail", inwoner_id=traject.inwoner_id).tekst


@OP_SQLITE
def test_de_brief_zegt_alleen_dat_de_uitleg_erbij_staat_als_dat_zo_is(als, maak, vraag, beslis, in_borne):
    inwoner = maak.traject("Jansen").inwoner_id
    verzoek = vraag(inwoner, Soort.CORRECTIE)
    beslis(verzoek, "afgewezen", "klopt")
    erbij = "Bij de tekst staat nu ook wat u erover zegt."
    assert erbij not in als(WIE).get("verzoeken.detail", verzoek_id=verzoek).tekst
    assert zet_notitie(als, in_borne, verzoek, "achternaam").status == 303
    assert erbij in als(WIE).get("verzoeken.detail", verzoek_id=verzoek).tekst


@OP_SQLITE
def test_een_notitie_hoort_bij_een_tekst_van_deze_inwoner(als, maak, vraag, in_borne):
    eigen, ander = maak.traject("Jansen"), maak.traject("Dekker")
    verzoek = vraag(eigen.inwoner_id, Soort.CORRECTIE)
    velden = {"bij": f"inwoner:{ander.inwoner_id}:achternaam", "aard": "betwist", "tekst": "Nee."}
    assert als(WIE).post("verzoeken.notitie", velden, verzoek_id=verzoek).status == 422
    with in_borne():
        assert db.session.scalars(select(Correctienotitie)).all() == []


def test_wissen_neemt_alles_mee_en_laat_een_verklaring_na(als, maak, vraag, in_borne):
    inwoner = maak.inwoner("Jansenius")
    verzoek, klant = vraag(inwoner.id, Soort.WISSING), als(WIE)
    pagina = klant.get("verzoeken.besluit", verzoek_id=verzoek)
    assert "wist ketens alles meteen" in pagina.tekst
    velden = {"besluit": "toegewezen", "grond": "niet_nodig", "motivering": "Klaar.", "versie": pagina.waarde("versie")}
    assert klant.post("verzoeken.besluit", velden, verzoek_id=verzoek).status == 303
    with in_borne():
        rij = db.session.get_one(Inwoner, inwoner.id)
        assert rij.geanonimiseerd_op is not None
        assert rij.achternaam is None
        assert db.session.scalars(select(Vernietiging)).one().aantal == 1
    detail = klant.get("verzoeken.detail", verzoek_id=verzoek)
    assert "Alles waaraan u te herkennen was, is gewist." in detail.tekst
    assert "Jansenius" not in detail.html
    assert klant.post("verzoeken.afsluiting", {"hoe": "brief"}, verzoek_id=verzoek).status == 303
    with in_borne():
        rest = db.session.get_one(Verzoek, verzoek)
        assert (rest.vraag, rest.motivering, rest.besluit) == (None, None, "toegewezen")


@OP_SQLITE
def test_wat_loopt_gaat_niet_weg_voor_het_is_afgerond(als, maak, vraag, in_borne):
    traject = maak.traject("Jansenius")
    verzoek, klant = vraag(traject.inwoner_id, Soort.WISSING), als(WIE)
    pagina = klant.get("verzoeken.besluit", verzoek_id=verzoek)
    assert "Er loopt een traject." in pagina.tekst
    velden = {"besluit": "toegewezen", "grond": "niet_nodig", "motivering": "Klaar.", "versie": pagina.waarde("versie")}
    assert "Er loopt een traject." in " ".join(klant.post("verzoeken.besluit", velden, verzoek_id=verzoek).fouten)
    with in_borne():
        assert db.session.get_one(Inwoner, traject.inwoner_id).achternaam == "Jansenius"
        assert not db.session.get_one(Verzoek, verzoek).is_besloten


@OP_SQLITE
def test_een_termijn_die_de_gemeente_koos_houdt_een_wissing_niet_tegen_en_wordt_wel_getoond(maak, vraag, in_borne):
    traject = maak.traject("Jansenius")
    with in_borne():
        db.session.get_one(Traject, traject.id).sluit_af(door=None, reden="geen_interesse")
        db.session.commit()
    with in_borne():
        gevonden = toets(db.session.get_one(Verzoek, vraag(traject.inwoner_id, Soort.WISSING)))
        assert gevonden.mag
        assert gevonden.eigen_termijn[0].tot > klok.vandaag() + timedelta(days=300)


@OP_SQLITE
def test_wie_een_verzoek_deed_of_op_slot_staat_wordt_niet_vanzelf_gewist(maak, vraag, beslis, in_borne):
    from ketens.bewaren.termijnen import stand

    vroeg, slot = maak.inwoner("Jansen"), maak.inwoner("Dekker")
    vraag(vroeg.id)
    beslis(vraag(slot.id, Soort.BEPERKING), "toegewezen", "rechtszaak")
    with in_borne():
        assert "Er loopt een verzoek over deze gegevens." in stand(db.session.get_one(Inwoner, vroeg.id)).loopt
        assert stand(db.session.get_one(Inwoner, slot.id)).loopt
