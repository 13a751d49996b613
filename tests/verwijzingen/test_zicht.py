"""Which verwijzingen of their own organisatie a verwijzer follows: all, those of the team, or their own (besluit 0017).

In this world the wijkteam sees its own (wijk, wijk2), the thuiszorg per team (noord and noord2; zuid), a practice all.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from ketens.gebruikers.models import Account, Lidmaatschap, Organisatie, Zicht
from ketens.kern import klok
from ketens.kern.db import db
from ketens.rechten import Rol
from ketens.verwijzingen.handelingen import stuur_bericht
from ketens.verwijzingen.models import Aanvulling, Terugkoppeling, Verwijzing
from ketens.verwijzingen.overzichten import lijst
from tests import wereld
from tests.merken import OP_SQLITE

LIJST, DETAIL = "verwijzingen.lijst", "verwijzingen.detail"
DEUREN = (
    DETAIL,
    "verwijzingen.verzonden",
    "verwijzingen.briefje",
    "verwijzingen.aanvulling",
    "verwijzingen.intrekking",
)


def ziet(in_borne, wie, verwijzing):
    """Whether this person of the world sees it."""
    with in_borne():
        gezien = Verwijzing.zichtbaar_voor(wereld.wie(wie))
        return db.session.scalar(select(Verwijzing.id).where(Verwijzing.id == verwijzing.id, gezien)) is not None


def wijzig(in_borne, model, sleutel, **velden):
    with in_borne():
        rij = db.session.get_one(model, wereld.id_van(sleutel))
        for naam, waarde in velden.items():
            setattr(rij, naam, waarde)
        db.session.commit()


def uit_dienst(in_borne, wie):
    gisteren = klok.vandaag() - timedelta(days=1)
    wijzig(in_borne, Lidmaatschap, f"{wie}-{Rol.VERWIJZER}", tot=gisteren)


class TestEigen:
    def test_een_verwijzer_ziet_wat_die_zelf_verstuurde(self, maak, in_borne):
        verwijzing = maak.verwijzing(door="wijk")
        assert ziet(in_borne, "wijk", verwijzing)
        assert not ziet(in_borne, "wijk2", verwijzing)

    @pytest.mark.parametrize("deur", DEUREN)
    def test_voor_een_collega_bestaat_zij_achter_geen_enkele_deur(self, als, maak, deur):
        verwijzing = maak.verwijzing(door="wijk")
        assert als("wijk").get(deur, verwijzing_id=verwijzing.id).status == 200
        assert als("wijk2").get(deur, verwijzing_id=verwijzing.id).status == 404

    def test_een_collega_wijzigt_er_niets_aan(self, als, maak, in_borne):
        verwijzing, klant = maak.verwijzing(door="wijk"), als("wijk2")
        hier = {"verwijzing_id": verwijzing.id}
        aanvulling = {"tekst": "Nog iets.", "formulier_id": str(uuid4())}
        assert klant.post("verwijzingen.aanvulling", aanvulling, **hier).status == 404
        assert klant.post("verwijzingen.intrekking", {"reden": "vergissing"}, **hier).status == 404
        assert klant.post("verwijzingen.gelezen", **hier).status == 404
        with in_borne():
            assert db.session.scalars(select(Aanvulling)).all() == []
            assert db.session.get_one(Verwijzing, verwijzing.id).ingetrokken_op is None

    def test_lijst_startpagina_en_zoeken_op_kenmerk_tellen_haar_niet_mee(self, als, maak, in_borne):
        verwijzing, eigen = maak.verwijzing("Anders", door="wijk"), maak.verwijzing("Eigen", door="wijk2")
        klant = als("wijk2")
        for pagina in (klant.get(LIJST), klant.get("rapportage.start"), klant.get(LIJST, kenmerk=verwijzing.kenmerk)):
            assert pagina.status == 200
            assert "Anders" not in pagina.tekst
            assert f">{verwijzing.kenmerk}<" not in pagina.html
        assert eigen.kenmerk in klant.get("rapportage.start").tekst
        with in_borne():
            assert lijst(wereld.wie("wijk2")).totaal == 1
            assert lijst(wereld.wie("wijk2"), kenmerk=verwijzing.kenmerk).totaal == 0

    def test_een_bericht_van_de_coordinator_leest_alleen_wie_verstuurde(self, als, maak, in_borne):
        verwijzing = maak.verwijzing(door="wijk")
        with in_borne():
            stuur_bericht(
                db.session.get_one(Verwijzing, verwijzing.id), tekst="Alleen voor Wies.", door=wereld.wie("coordinator")
            )
            db.session.commit()
        assert "Alleen voor Wies." in als("wijk").get(DETAIL, verwijzing_id=verwijzing.id).tekst
        with in_borne():
            for naam, aantal in (("wijk", 1), ("wijk2", 0)):
                gezien = Terugkoppeling.zichtbaar_voor(wereld.wie(naam))
                assert len(db.session.scalars(select(Terugkoppeling).where(gezien)).all()) == aantal

    def test_wat_een_ander_namens_ons_typte_zien_wij_allemaal(self, maak, in_borne):
        verwijzing = maak.verwijzing(
            door="coordinator", organisatie_id=wereld.id_van("wijkteam"), namens="Wies, telefonisch"
        )
        assert ziet(in_borne, "wijk", verwijzing)
        assert ziet(in_borne, "wijk2", verwijzing)
        assert not ziet(in_borne, "noord", verwijzing)

    @pytest.mark.parametrize("vertrek", ["rol beeindigd", "geblokkeerd", "andere keten"])
    def test_wie_vertrekt_laat_de_verwijzingen_na_aan_alle_collegas(self, maak, in_borne, vertrek):
        verwijzing = maak.verwijzing(door="wijk")
        if vertrek == "rol beeindigd":
            uit_dienst(in_borne, "wijk")
        elif vertrek == "geblokkeerd":
            wijzig(in_borne, Account, "wijk", geblokkeerd_op=klok.nu())
        else:
            wijzig(in_borne, Lidmaatschap, f"wijk-{Rol.VERWIJZER}", ketens=["welzijn_op_recept"])
        assert ziet(in_borne, "wijk2", verwijzing)
        assert not ziet(in_borne, "noord", verwijzing)

    def test_wie_terugkomt_heeft_ze_weer_alleen(self, maak, in_borne):
        verwijzing = maak.verwijzing(door="wijk")
        uit_dienst(in_borne, "wijk")
        wijzig(in_borne, Lidmaatschap, f"wijk-{Rol.VERWIJZER}", tot=None)
        assert not ziet(in_borne, "wijk2", verwijzing)


class TestTeam:
    def test_een_team_ziet_wat_het_team_verstuurde(self, maak, in_borne):
        verwijzing = maak.verwijzing(door="noord")
        assert verwijzing.team == "Noord"
        assert ziet(in_borne, "noord", verwijzing)
        assert ziet(in_borne, "noord2", verwijzing)
        assert not ziet(in_borne, "zuid", verwijzing)

    def test_zonder_team_ziet_iemand_alleen_het_eigene(self, maak, in_borne):
        van_noord, van_zuid = maak.verwijzing(door="noord"), maak.verwijzing(door="zuid")
        wijzig(in_borne, Lidmaatschap, f"zuid-{Rol.VERWIJZER}", team=None)
        zonder = maak.verwijzing(door="zuid")
        assert ziet(in_borne, "zuid", van_zuid)
        assert ziet(in_borne, "zuid", zonder)
        assert not ziet(in_borne, "zuid", van_noord)
        assert not ziet(in_borne, "noord", zonder)

    def test_de_verwijzing_blijft_bij_het_team_van_toen(self, maak, in_borne):
        verwijzing = maak.verwijzing(door="noord")
        wijzig(in_borne, Lidmaatschap, f"noord-{Rol.VERWIJZER}", team="Zuid")
        assert ziet(in_borne, "noord", verwijzing)
        assert ziet(in_borne, "noord2", verwijzing)
        assert not ziet(in_borne, "zuid", verwijzing)

    def test_vertrekt_iemand_dan_volgt_het_team(self, maak, in_borne):
        verwijzing = maak.verwijzing(door="noord")
        uit_dienst(in_borne, "noord")
        assert ziet(in_borne, "noord2", verwijzing)
        assert not ziet(in_borne, "zuid", verwijzing)

    def test_is_het_hele_team_weg_dan_volgt_de_organisatie(self, maak, in_borne):
        verwijzing = maak.verwijzing(door="noord")
        uit_dienst(in_borne, "noord")
        uit_dienst(in_borne, "noord2")
        assert ziet(in_borne, "zuid", verwijzing)


class TestAlles:
    def test_een_praktijk_ziet_alles_van_de_praktijk(self, maak, in_borne):
        verwijzing = maak.verwijzing(door="wijk")
        wijzig(in_borne, Organisatie, "wijkteam", zicht=Zicht.ALLES)
        assert ziet(in_borne, "wijk2", verwijzing)
        assert not ziet(in_borne, "verwijzer", verwijzing)

    def test_de_coordinator_ziet_wat_binnenkwam_hoe_het_zicht_van_de_verwijzers_ook_staat(self, maak, in_borne):
        for door in ("wijk", "noord", "verwijzer"):
            assert ziet(in_borne, "coordinator", maak.verwijzing(door=door))

    def test_een_andere_keten_blijft_onzichtbaar(self, maak, in_borne):
        verwijzing = maak.verwijzing(door="wijk")
        wijzig(in_borne, Lidmaatschap, f"wijk-{Rol.VERWIJZER}", ketens=["welzijn_op_recept"])
        assert not ziet(in_borne, "wijk", verwijzing)


@OP_SQLITE
@pytest.mark.parametrize("wie", ["verwijzer", "wijk", "noord"])
def test_de_lijst_loopt_langs_de_index_van_de_organisatie(app, in_borne, tel_vragen, wie):
    # PostgreSQL reads a table this small whole, whatever index there is.
    with in_borne():
        ik = wereld.wie(wie)
        vraag = (
            select(Verwijzing.id)
            .where(Verwijzing.zichtbaar_voor(ik), Verwijzing.organisatie_id == ik.organisatie_id)
            .order_by(Verwijzing.ingediend_op.desc())
        )
        with tel_vragen() as gestuurd:
            db.session.scalars(vraag).all()
        zin = text("EXPLAIN QUERY PLAN " + gestuurd[-1])
        plan = " ".join(
            rij[3] for rij in db.session.connection().exec_driver_sql(zin.text, (None,) * zin.text.count("?"))
        )
    assert "ix_verwijzing_organisatie (gemeente_id=? AND organisatie_id=?)" in plan
    assert "SCAN" not in plan
