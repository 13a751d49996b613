"""What goes around the sluice, the clock or the encoding is forbidden outside the few places that say why."""

import ast
import re

from tests.bouwkunde.broncode import WORTEL, sjablonen

# Core on a table, raw text or a bulk insert goes around the sluice. Who may, and why.
LANGS_DE_SLUIS = {
    "ketens/kern/gemeente.py": "the sluice itself: sets what row-level security compares with",
    "ketens/kern/slot.py": "lays the second lock, as owner",
    "ketens/kern/migreren.py": "migrations run as owner, outside any gemeente",
    "ketens/gebruikers/wie.py": "who is signed in is read on every request, from tables that no gemeente owns",
    "ketens/inwoners/zoeksleutels.py": "fifteen plain rows a resident, of the gemeente of that resident's own row",
    "ketens/kern/nieuw.py": "inserts what was added, after the sluice has looked at it as before a flush",
    "ketens/gebruikers/beurten.py": "counts of a shared table, added to in one statement that two requests may send",
    "ketens/regio/overzichten.py": "what gemeenten fixed, joined to the hats that show it: a second lock (besluit 42)",
    "ketens/indicatoren/tijd.py": "the numbers of the months, counted there, stand in the statement",
    "ketens/indicatoren/opzet.py": "the number of each part of the one statement, counted there, stands in it",
    "ketens/audit/models.py": "the tables of the log, for what follows; the log is no VanGemeente",
    "ketens/audit/snede.py": "cuts the log, which is no VanGemeente; tells the owner's connection which chain it is",
    "ketens/audit/handelingen.py": "the log is written on every page, in the chain of the gemeente it is given",
}
INSERT = {"insert", "sa.insert", "sqlalchemy.insert", "sqlite.insert", "postgresql.insert"}
ROUW = {"text", "sa.text", "sqlalchemy.text", "from_statement", "literal_column"}
VOORWAARDE = r"[a-z_]+ (IS( NOT)? NULL|= '[a-z_]+')"
BULK = {"bulk_save_objects", "bulk_insert_mappings", "bulk_update_mappings", "exec_driver_sql"}


def is_index_voorwaarde(knoop: ast.Call) -> bool:
    """`text("… IS NULL")` as the condition of a partial index is no query."""
    return (
        len(knoop.args) == 1
        and isinstance(knoop.args[0], ast.Constant)
        and bool(re.fullmatch(rf"{VOORWAARDE}( AND {VOORWAARDE})*", str(knoop.args[0].value)))
    )


def is_getal(naam: str, knoop: ast.Call) -> bool:
    """`literal_column("1")` is a number that stands here in the source."""
    eerste = knoop.args[0] if naam == "literal_column" else None
    return isinstance(eerste, ast.Constant) and str(eerste.value).isdigit()


def test_alleen_wie_het_uitlegt_gaat_langs_de_sluis(code):
    gevonden = set()
    for bestand in code:
        if bestand.naam == "ketens/kern/db.py":
            continue  # speaks to the driver when a connection opens
        if re.search(r"\.__table__\b", bestand.tekst):
            gevonden.add(bestand.naam)
        for naam, knoop in bestand.aanroepen():
            laatste = naam.rpartition(".")[2]
            rauw = naam in ROUW or laatste == "from_statement"
            rauw = rauw and not is_index_voorwaarde(knoop) and not is_getal(naam, knoop)
            if rauw or naam in INSERT or laatste in BULK:
                gevonden.add(bestand.naam)
    assert gevonden == set(LANGS_DE_SLUIS)


def test_een_route_haalt_niets_buiten_vind_om(code):
    fout = []
    for bestand in code:
        if bestand.pad.name.endswith("routes.py"):
            fout += [(bestand.naam, naam) for naam, _ in bestand.aanroepen() if naam.startswith("db.session")]
            fout += [(bestand.naam, naam) for naam, _ in bestand.aanroepen() if naam in ("select", "session.get")]
    assert fout == []


def test_handelingen_leggen_niets_vast_en_draaien_niets_terug(code):
    """One request, one transaction: only the end of the request commits. Sign-in ends one before slow work."""
    mag = {
        "ketens/gebruikers/handelingen.py": {"db.session.rollback"},
        # Choosing a password by a link: as signing in.
        "ketens/uitnodigingen/handelingen.py": {"db.session.rollback"},
        # Codes on paper are hashed, and looked at, while nothing is locked.
        "ketens/tweefactor/handelingen.py": {"db.session.rollback"},
        # A handeling that broke a rule is undone by the form that ran it (besluit 0007).
        "ketens/kern/forms.py": {"db.session.rollback"},
    }
    fout = [
        (bestand.naam, naam)
        for bestand in code
        if bestand.pad.name
        in (
            "routes.py",
            "accountroutes.py",
            "ketenroutes.py",
            "beheren.py",
            "handelingen.py",
            "models.py",
            "overzichten.py",
            "forms.py",
        )
        for naam, _ in bestand.aanroepen()
        if naam in ("db.session.commit", "db.session.rollback") and naam not in mag.get(bestand.naam, set())
    ]
    assert fout == []


def test_er_is_een_klok(code):
    klokken = {"datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time", "datetime.datetime.now"}
    fout = [
        (bestand.naam, naam)
        for bestand in code
        if bestand.naam != "ketens/kern/klok.py"
        for naam, _ in bestand.aanroepen()
        if naam in klokken
    ]
    assert fout == []


def test_niets_wordt_als_sjabloon_of_code_gelezen(code):
    gevaar = {"render_template_string", "eval", "exec", "pickle.loads", "yaml.load", "os.system"}
    assert [(b.naam, naam) for b in code for naam, _ in b.aanroepen() if naam in gevaar] == []


def test_geen_sjabloon_zet_de_codering_uit():
    """`tabel` puts roles into the rows of its caller: what it marks safe stands there, letter by letter."""
    vaste_tekst = re.compile(r"'<[a-z]+( [a-z]+=\"[a-z]+\")*'\|safe|attrs\|safe")
    fout = []
    for naam, tekst in sjablonen().items():
        over = vaste_tekst.sub("", tekst) if naam == "bouwstenen/tabel.html" else tekst
        fout += [naam] if re.search(r"\|\s*safe\b|autoescape|Markup", over) and "Give Markup" not in over else []
    assert fout == []


def test_geen_stijl_of_gedrag_in_een_sjabloon():
    inline = re.compile(r"""<[^>]*\s(style|hx-on[^=]*)\s*=|<style|<script(?![^>]*\ssrc=)|javascript:""", re.IGNORECASE)
    # The arguments of a call in a template (`onderdeel=`) are no attributes.
    jinja, gedrag = re.compile(r"\{\{.*?}}|\{%.*?%}", re.DOTALL), re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE)
    fout = [naam for naam, tekst in sjablonen().items() if inline.search(tekst) or gedrag.search(jinja.sub("", tekst))]
    assert fout == []


def test_niets_van_buiten_in_een_sjabloon():
    """Fonts, scripts and styles are our own: no page tells another site who reads it."""
    buiten = re.compile(r"""(src|href|action)\s*=\s*["'](https?:)?//""")
    assert [naam for naam, tekst in sjablonen().items() if buiten.search(tekst)] == []


def test_geen_geheim_heeft_een_standaardwaarde(code):
    config = next(bestand for bestand in code if bestand.naam == "ketens/config.py")
    for naam, knoop in config.aanroepen():
        if naam in ("omgeving.get", "os.environ.get") and "KETENS_" in (sleutel := ast.unparse(knoop.args[0])):
            geheim = any(woord in sleutel for woord in ("SLEUTEL", "GEHEIM"))
            assert not (geheim and len(knoop.args) > 1), sleutel


def test_geen_opzettelijk_open_eind(code):
    woorden = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    toegestaan = {"ketens/kern/velden.py"}  # the base of a field names what its kinds must read
    assert [b.naam for b in code if woorden.search(b.tekst) and b.naam not in toegestaan] == []


def test_geen_pad_van_een_machine_en_geen_pakketserver_in_het_project():
    verdacht = re.compile(r"--index-url|--extra-index-url|--trusted-host|(?<![\w/])/(root|home|work)/\w")
    fout = []
    for patroon in (
        "*.toml",
        "*.txt",
        "Makefile",
        "bin/*",
        ".ci/*",
        "ketens/**/*.py",
        "tests/**/*.py",
        "docs/**/*.md",
        "*.md",
    ):
        for pad in WORTEL.glob(patroon):
            if pad.is_file() and pad != WORTEL / "tests/bouwkunde/test_verboden.py":
                fout += [pad.name] if verdacht.search(pad.read_text(encoding="utf-8")) else []
    assert fout == []
