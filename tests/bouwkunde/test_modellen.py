"""Every table of a gemeente says who sees it, and every sealed cell whose it is."""

from sqlalchemy import LargeBinary
from sqlalchemy.inspection import inspect

from ketens.inwoners.models import VanInwoner
from ketens.kern.db import Basis
from ketens.kern.slot import LOGTABELLEN, is_van_gemeente
from tests.bouwkunde.vulling import modellen, verzegelde_velden


def test_elk_model_van_een_gemeente_zegt_wie_het_ziet(huis):
    assert [model.__name__ for model in modellen() if not callable(getattr(model, "zichtbaar_voor", None))] == []


def test_elke_verzegelde_cel_zegt_van_wie_hij_is(huis):
    """Opening a cell notes the resident for the access log: without `betrokkene` it would be read unseen."""
    alle = [mapper.class_ for mapper in Basis.registry.mappers]
    assert [model.__name__ for model in alle if verzegelde_velden(model) and not hasattr(model, "betrokkene")] == []


def test_wat_aan_een_inwoner_hangt_zegt_van_wie_het_is(huis):
    los = [m.__name__ for m in modellen() if issubclass(m, VanInwoner) and not isinstance(m.betrokkene, property)]
    assert los == []


def test_wie_iemand_is_staat_nergens_leesbaar(huis):
    """What names a resident is sealed; only on tables of the people who work here may such a column be text."""
    herkenbaar = ("naam", "voornaam", "achternaam", "geboortedatum", "straat", "huisnummer", "postcode", "telefoon",
                  "telefoon2", "email", "bsn", "toelichting", "tekst", "advies", "vraag", "persoon_naam",
                  "namens")  # fmt: skip
    mag = {("groep", "naam"), ("keteninstelling", "telefoon")}
    fout = [
        (model.__tablename__, kolom.name)
        for model in modellen()
        for kolom in inspect(model).local_table.columns
        if kolom.name in herkenbaar and not isinstance(kolom.type, LargeBinary)
    ]
    assert set(fout) <= mag


def test_elke_tabel_is_van_een_gemeente_of_wordt_met_reden_gedeeld(huis):
    van_gemeente = {model.__tablename__ for model in modellen()} | set(LOGTABELLEN)
    assert {naam for naam in Basis.metadata.tables if is_van_gemeente(naam)} == van_gemeente


def test_wat_gedeeld_wordt_gaat_over_niemand_die_hulp_krijgt(huis):
    for naam, tabel in Basis.metadata.tables.items():
        if not is_van_gemeente(naam):
            assert not {"inwoner_id", "traject_id", "verwijzing_id"} & set(tabel.columns.keys()), naam
