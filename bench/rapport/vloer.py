"""The floor: what a dashboard, a monitor and a region show, asked as bare SQL of the same database, answered as JSON.

One statement per fact and split, that adds up all that the page says of it for two years, as someone would write who
needs these numbers and no other. No hats, no log, no text, no charts; months by the clock of London.
"""

import json
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import Flask, Response

PAD = "KETENS_BENCH_DATABASE"
HIER = (
    "{tabel}.gemeente_id = :g AND {tabel}.keten_code = 'valpreventie' AND {tabel}.{op} >= :van AND {tabel}.{op} < :tot"
)
EERSTE_KEER = """
    (SELECT a.plaatsing_id AS id, min(b.begint_op) AS op
     FROM bijeenkomst b JOIN aanwezigheid a ON a.bijeenkomst_id = b.id
     WHERE b.gemeente_id = :g AND b.nr <= 2 AND b.afgelast_op IS NULL AND a.stand = 'aanwezig'
     AND b.begint_op >= :van AND b.begint_op < :tot GROUP BY a.plaatsing_id)
"""
VERWEZEN = "LEFT JOIN verwijzing v ON v.traject_id = t.id"
NA = "(SELECT d.uitkomst FROM doorstroomvraag d WHERE d.plaatsing_id = p.id AND d.maanden = {maanden})"
BETAALT = "p.bekostiging IN ('spuk_gala', 'azwa', 'gemeente')"


@dataclass(frozen=True, slots=True)
class Feit:
    """What is counted of which rows, when it happened, and by what it is split: each split is a statement."""

    telt: str
    van: str
    op: str
    per: str


FEITEN = (
    Feit(
        telt="""count(*), sum(a.uitslag <> 'onvolledig'), sum(a.uitslag IN ('matig', 'hoog')),
            count(DISTINCT CASE WHEN a.uitslag <> 'onvolledig' THEN a.inwoner_id END),
            count(DISTINCT CASE WHEN a.uitslag <> 'onvolledig' AND a.leeftijd >= 65 THEN a.inwoner_id END),
            sum(a.inwoner_id IS NULL), sum(a.inwoner_id IS NULL AND a.al_getest = 0 AND a.leeftijd >= 65)""",
        van="afname a WHERE a.instrument LIKE 'valrisicotest@%' AND " + HIER.format(tabel="a", op="op"),
        op="a.op",
        per="setting verwijzer_soort organisatie_id pc4 leeftijdsklasse geslacht uitslag al_getest",
    ),
    Feit(
        telt="count(*), sum(v.geweigerd_op IS NOT NULL), sum(v.ingetrokken_op IS NOT NULL)",
        van="verwijzing v JOIN inwoner i ON i.id = v.inwoner_id WHERE " + HIER.format(tabel="v", op="ingediend_op"),
        op="v.ingediend_op",
        per="v.verwijzer_soort v.organisatie_id v.weigerreden v.intrekreden v.herkomst i.pc4 i.geslacht",
    ),
    Feit(
        telt="count(*)",
        van="weigering w WHERE " + HIER.format(tabel="w", op="maand"),
        op="w.maand",
        per="reden uitslag verwijzer_soort",
    ),
    Feit(
        telt="count(*)",
        van=f"traject t JOIN inwoner i ON i.id = t.inwoner_id {VERWEZEN} WHERE "
        + HIER.format(tabel="t", op="begonnen_op"),
        op="t.begonnen_op",
        per="t.uitslag t.herkomst v.verwijzer_soort v.organisatie_id i.pc4 i.geboortejaar/5 i.geslacht",
    ),
    Feit(
        telt="count(*), sum(o.beantwoord_op IS NOT NULL)",
        van="beoordeling o JOIN inwoner i ON i.id = o.inwoner_id WHERE " + HIER.format(tabel="o", op="gevraagd_op"),
        op="o.gevraagd_op",
        per="o.praktijk_id o.route i.pc4",
    ),
    Feit(
        telt="count(DISTINCT s.inwoner_id)",
        van=f"""traject t JOIN stap s ON s.traject_id = t.id AND s.code = 'plaatsing'
            JOIN inwoner i ON i.id = t.inwoner_id {VERWEZEN}
            WHERE t.gemeente_id = :g AND t.keten_code = 'valpreventie'
            AND s.begonnen_op >= :van AND s.begonnen_op < :tot""",
        op="s.begonnen_op",
        per="t.uitslag v.verwijzer_soort v.organisatie_id i.pc4 i.geslacht",
    ),
    Feit(
        telt="count(DISTINCT w.inwoner_id)",
        van="""wachtplek w JOIN inwoner i ON i.id = w.inwoner_id
            WHERE w.gemeente_id = :g AND w.keten_code = 'valpreventie' AND w.sinds < :tot
            AND (w.vervallen_op IS NULL OR w.vervallen_op >= :midden)""",
        op="w.sinds",
        per="i.pc4 i.geslacht",
    ),
    Feit(
        telt="count(*), sum(g.plaatsen)",
        van="groep g WHERE g.afgelast_op IS NULL AND " + HIER.format(tabel="g", op="begint_op"),
        op="g.begint_op",
        per="g.interventie_pin",
    ),
    Feit(
        telt=f"count(*), count(DISTINCT p.inwoner_id), sum({BETAALT}), sum(p.bekostiging = 'zvw')",
        van=f"""{EERSTE_KEER} e JOIN plaatsing p ON p.id = e.id JOIN groep g ON g.id = p.groep_id
            JOIN inwoner i ON i.id = p.inwoner_id JOIN traject t ON t.id = p.traject_id {VERWEZEN} WHERE 1""",
        op="e.op",
        per="g.interventie_pin bekostiging t.uitslag v.verwijzer_soort v.organisatie_id i.pc4 p.leeftijd/5 i.geslacht",
    ),
    Feit(
        telt=f"""count(*), sum(p.einde = 'afgerond'), sum(p.einde = 'uitgevallen'),
            sum(p.einde = 'afgerond' AND {BETAALT}), sum({NA.format(maanden=3)} = 'ja'),
            sum({NA.format(maanden=6)} = 'ja'), sum({NA.format(maanden=12)} = 'ja')""",
        van="""groep g JOIN plaatsing p ON p.groep_id = g.id JOIN inwoner i ON i.id = p.inwoner_id
            WHERE g.gemeente_id = :g AND g.keten_code = 'valpreventie'
            AND p.geeindigd_op >= :van AND p.geeindigd_op < :tot""",
        op="p.geeindigd_op",
        per="p.eindreden g.interventie_pin p.bekostiging i.pc4 p.leeftijd/5 i.geslacht p.einde",
    ),
    Feit(
        telt="count(*), avg(laat.score - vroeg.score)",
        van="""afname laat JOIN meting m1 ON m1.afname_id = laat.id AND m1.moment = 't1'
            JOIN meting m0 ON m0.plaatsing_id = m1.plaatsing_id AND m0.moment = 't0'
            AND m0.instrument_code = m1.instrument_code JOIN afname vroeg ON vroeg.id = m0.afname_id
            WHERE """
        + HIER.format(tabel="laat", op="op"),
        op="laat.op",
        per="m1.instrument_code",
    ),
)
WACHTTIJD = f"""
    SELECT julianday(e.op) - julianday(t.begonnen_op) FROM {EERSTE_KEER} e
    JOIN plaatsing p ON p.id = e.id JOIN traject t ON t.id = p.traject_id ORDER BY 1
"""
GELD = (
    """SELECT onderdeel, bron, kostensoort, sum(bedrag), sum(btw_compensabel) FROM kost WHERE gemeente_id = :g
       AND datum >= :van AND datum < :tot AND vervallen_op IS NULL GROUP BY 1, 2, 3""",
    """SELECT onderdeel, bron, sum(bedrag) FROM begrotingspost
       WHERE gemeente_id = :g AND jaar = :jaar GROUP BY 1, 2""",
    "SELECT jaar, groep_code, aantal FROM doelgroepcijfer WHERE gemeente_id = :g AND jaar >= :jaar - 1",
)
REGIO = """
    SELECT g.naam, v.nr, json_extract(v.cijfers, '$.samen') FROM lidmaatschap l JOIN gemeente g ON g.id = l.gemeente_id
    LEFT JOIN vaststelling v ON v.gemeente_id = g.id AND v.keten_code = 'valpreventie' AND v.jaar = :jaar
    WHERE l.account_id = (SELECT id FROM account WHERE email = :email) AND l.regio
"""


def maak_app() -> Flask:
    """Build the floor over the database of the environment."""
    app = Flask(__name__, static_folder=None)
    verbinding = sqlite3.connect(os.environ[PAD], check_same_thread=False)
    verbinding.execute("PRAGMA busy_timeout=20000")

    def antwoord(gegevens: object) -> Response:
        return Response(json.dumps(gegevens), mimetype="application/json")

    @app.get("/<slug>/<int:jaar>/<int:jaren>")
    def cijfers(slug: str, jaar: int, jaren: int) -> Response:
        """All of a gemeente, in so many years back."""
        [wie] = verbinding.execute("SELECT id FROM gemeente WHERE slug = ?", (slug,)).fetchone()
        paren = range(jaar, jaar - jaren, -2)
        return antwoord([rijen for laatste in paren for rijen in _tel(verbinding, wie, laatste)])

    @app.get("/regio/<email>/<int:jaar>")
    def regio(email: str, jaar: int) -> Response:
        """What was fixed in the gemeenten of one account, added up."""
        rijen = verbinding.execute(REGIO, {"email": email, "jaar": jaar}).fetchall()
        gemeenten = [(naam, json.loads(samen) if samen else {}) for naam, _, samen in rijen]
        samen: dict[str, int] = {}
        for _, cijfers in gemeenten:
            for code, getal in _getallen(cijfers):
                samen[code] = samen.get(code, 0) + getal
        return antwoord([gemeenten, samen])

    return app


def _getallen(cijfers: object) -> Iterator[tuple[str, int]]:
    """Yield every whole number in what was fixed, by its name."""
    for code, deel in cijfers.items() if isinstance(cijfers, dict) else ():
        if isinstance(deel, dict):
            yield from _getallen(deel)
        elif isinstance(deel, int) and not isinstance(deel, bool):
            yield code, deel


def _tel(verbinding: sqlite3.Connection, gemeente: str, jaar: int) -> Iterator[list[tuple[object, ...]]]:
    grenzen = {"van": jaar - 1, "midden": jaar, "tot": jaar + 1}
    stippen: dict[str, object] = {naam: f"{date(op, 1, 1)} 00:00:00.000000" for naam, op in grenzen.items()}
    stippen |= {"g": gemeente, "jaar": jaar}
    for feit in FEITEN:
        for deel in ("1", f"substr({feit.op}, 6, 2)", *feit.per.split()):
            vraag = f"SELECT {feit.op} >= :midden, {deel}, {feit.telt} FROM {feit.van} GROUP BY 1, 2"
            yield verbinding.execute(vraag, stippen).fetchall()
    dagen = [rij[0] for rij in verbinding.execute(WACHTTIJD, stippen)]
    yield [(dagen[len(dagen) // 2], dagen[len(dagen) * 9 // 10])] if dagen else []
    for vraag in GELD:
        yield verbinding.execute(vraag, stippen).fetchall()
