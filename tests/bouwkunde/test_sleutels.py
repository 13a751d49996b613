"""Whatever is made with a key is known to the rotation of keys: what it forgets is lost when the old key goes."""

import ast

from sqlalchemy import LargeBinary

from ketens.kern.db import REGISTER
from ketens.kern.sleutelproef import verzegelde_velden
from ketens.sleutels import cellen
from ketens.sleutels.delen import delen_van

# Bytes that are no sealed cell, and what becomes of them when a key changes.
GEEN_CEL = {
    ("zoeksleutel", "hash"): "made anew from the cells of the resident (zoekwoorden)",
    ("valrisicodag", "code_hash"): "made anew from the code (dagcodes)",
    ("aanmeldpoging", "wie_hash"): "made anew from the account (zoekwoorden); of nobody's address it serves 15 minutes",
    ("beurten", "wie_hash"): "counted under every key that lies there; an old one stays an hour (zoekwoorden.TELLERS)",
    ("logregel", "mac"): "stays under the key that the row names",
    ("logkop", "mac"): "that of the last row",
    ("sleutelmerk", "merk"): "one for each key",
}
# Random words, hashes of random words, and public halves: made with no key of ours. Of a cut chain its last seal.
ZONDER_SLEUTEL = {
    ("sessie", "token_hash"),
    ("uitnodiging", "token_hash"),
    ("uitdaging", "uitdaging"),
    ("toegangssleutel", "kenmerk"),
    ("toegangssleutel", "publieke_sleutel"),
    ("aanmeldpoging", "apparaat"),
    ("logsnede", "mac"),
}
# Who seals what is no cell of a model, and who keeps or compares hashes under the search key.
VERZEGELEN = {"ketens/kern/versleuteling.py", "ketens/uitvoer/bewaarplaats.py", "ketens/sleutels/cellen.py"}
HASHEN = {
    "ketens/gebruikers/pogingen.py": "aanmeldpoging",
    "ketens/gebruikers/beurten.py": "beurten",
    "ketens/inwoners/zoeksleutels.py": "zoeksleutel",
    "ketens/valrisicodagen/handelingen.py": "valrisicodag.code_hash",
}
# These look under every key, or make anew.
KIJKEN = {
    "ketens/kern/versleuteling.py",
    "ketens/inwoners/zoeken.py",
    "ketens/inwoners/noodzoeken.py",
    "ketens/invoer/nakijken.py",
    "ketens/toezicht/betrokkenen.py",
    "ketens/toezicht/medewerkers.py",
    "ketens/valrisicodagen/overzichten.py",
    "ketens/valrisicodagen/dagcodes.py",
    "ketens/sleutels/zoekwoorden.py",
}


def bytes_kolommen():
    return {
        (mapper.local_table.name, kolom.name): mapper.class_
        for mapper in REGISTER.mappers
        for kolom in mapper.local_table.columns
        if isinstance(kolom.type, LargeBinary)
    }


def test_elke_verzegelde_cel_gaat_mee_met_een_ronde(huis):
    mee = {(deel.naam, veld) for deel in cellen.celdelen() for veld in deel.velden}
    verzegeld = {
        (tabel, naam) for (tabel, naam), klasse in bytes_kolommen().items() if naam in verzegelde_velden(klasse)
    }
    assert len(verzegeld) > 60
    assert mee == verzegeld
    assert {deel.naam for deel in delen_van("gegevens")} == {tabel for tabel, _ in verzegeld} | {"uitvoer/bestand"}


def test_van_alle_andere_bytes_staat_hier_wat_ermee_gebeurt(huis):
    """A new column of bytes is a sealed field, or says here how it outlives a change of keys."""
    anders = {paar for paar, klasse in bytes_kolommen().items() if paar[1] not in verzegelde_velden(klasse)}
    assert anders == GEEN_CEL.keys() | ZONDER_SLEUTEL


def test_wie_zelf_verzegelt_of_hasht_is_bekend(code):
    verzegelen, hashen = set(), set()
    for bestand in code:
        for naam, _ in bestand.aanroepen():
            laatste = naam.rpartition(".")[2]
            if laatste == "verzegel_bytes" or (laatste == "verzegel" and "kern.zegel" not in bestand.tekst):
                verzegelen.add(bestand.naam)
            if laatste in ("zoekhash", "zoekhashes"):
                hashen.add(bestand.naam)
    assert verzegelen - {"ketens/kern/zegel.py"} == VERZEGELEN
    assert hashen == HASHEN.keys() | KIJKEN
    assert {deel.naam for deel in delen_van("zoek")} == set(HASHEN.values()) - {"beurten"}


def test_wie_zoekt_vraagt_onder_elke_sleutel(code):
    """`== zoekhash(…)` misses who was written under another key: a search asks `in_(zoekhashes(…))`."""
    fout = [
        bestand.naam
        for bestand in code
        for knoop in ast.walk(ast.parse(bestand.tekst))
        if isinstance(knoop, ast.Compare) and "zoekhash(" in ast.unparse(knoop)
    ]
    assert fout == ["ketens/valrisicodagen/dagcodes.py"], "this one looks which key it is"
