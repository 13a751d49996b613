"""What volunteers open, without an account: the code, the test, and where a tablet sends what it kept."""

from datetime import timedelta
from typing import Any

from flask import Response, abort, current_app, flash, g, jsonify
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from ketens.gebruikers import sessies
from ketens.kern.kop import WACHTRIJ
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import DAGCODE, DAGTEST, OPENBAAR, vereist
from ketens.valrisicodagen import overzichten
from ketens.valrisicodagen.blauwdruk import bp
from ketens.valrisicodagen.forms import CodeForm, InzendForm, testform
from ketens.valrisicodagen.innemen import instrument_van, neem_in
from ketens.valrisicodagen.models import Valrisicodag
from ketens.valrisicodagen.rijen import lees_rijen
from ketens.valrisicodagen.testpagina import Testpagina
from ketens.verwijzingen.wegen import Weg, openbare_weg

PAD = "/valrisicodag/<string:bewijs>"
BEWAARD_OP_TABLET = timedelta(days=8)
BEWAARD = {
    "geteld": "De test is bewaard.",
    "al_ontvangen": "De test was al bewaard.",
    "aangemeld": "De test en de aanmelding zijn bewaard.",
}
ONBEKEND = "Deze code hoort niet bij een dag die nu open is. Kijk de cijfers na, of vraag de coördinator."


@bp.route("/valrisicodag/", methods=["GET", "POST"])
@vereist(OPENBAAR, hoogstens=DAGCODE)
def code() -> ResponseReturnValue:
    """Ask for the code of the day."""
    form = CodeForm()
    if form.validate_on_submit():
        if dag := overzichten.dag_bij_code(form.code.data or ""):
            return naar("valrisicodagen.test", bewijs=overzichten.bewijs_van(dag))
        form.meld(ONBEKEND, "code")
    return _toon("valrisicodagen/code.html", form=form)


@bp.get("/valrisicodag/code/<string:code>")
@vereist(OPENBAAR, hoogstens=DAGCODE)
def via_code(code: str) -> ResponseReturnValue:
    """Open the test at once: this is where the QR code leads."""
    dag = overzichten.dag_bij_code(code)
    if dag is None:
        flash(ONBEKEND)
        return naar("valrisicodagen.code")
    return naar("valrisicodagen.test", bewijs=overzichten.bewijs_van(dag))


@bp.route(f"{PAD}/test", methods=["GET", "POST"])
@vereist(OPENBAAR, hoogstens=DAGTEST)
def test(bewijs: str) -> ResponseReturnValue:
    """The test: with a script question by question, also offline; without one on a page."""
    dag, langs = _dag(bewijs)
    form = testform(instrument_van(dag).pin)
    if form.validate_on_submit() and form.bewaar.data:
        [antwoord] = neem_in(dag, [form.rij])
        if antwoord.stand in BEWAARD:
            return naar("valrisicodagen.test", bewijs=bewijs, melding=BEWAARD[antwoord.stand])
        # A 422 undoes it all, also the count without a name: here someone sits beside it and can mend it.
        form.meld(antwoord.zin)
    return _toon(
        "valrisicodagen/test.html",
        form=form,
        inzendform=InzendForm(formdata=None),
        p=Testpagina(dag, langs, bewijs, form),
    )


@bp.post(f"{PAD}/inzending")
@vereist(OPENBAAR, hoogstens=DAGTEST)
def inzending(bewijs: str) -> ResponseReturnValue:
    """Take in what a tablet kept, some tests at a time; say of each what became of it."""
    dag, form = _dag(bewijs)[0], InzendForm()
    rijen = form.maakt(lambda: lees_rijen(form.rijen.data or "")) if form.validate_on_submit() else None
    if not rijen:
        # With a fresh token: a tablet that was restarted lost its own with its cookies.
        return jsonify(token=generate_csrf(), zin=" ".join(form.form_errors)), 422
    antwoorden = neem_in(dag, rijen)
    return jsonify(rijen=[antwoord.als_json for antwoord in antwoorden], open=dag.is_open)


@bp.get("/valrisicodag/bewaker")
@vereist(OPENBAAR)
def bewaker() -> ResponseReturnValue:
    """Give the service worker that keeps the page: from here, so that it reaches these pages and no others."""
    antwoord = current_app.send_static_file("valrisicodag-bewaker.js")
    antwoord.mimetype = "text/javascript"
    return antwoord


def _dag(bewijs: str) -> tuple[Valrisicodag, Weg]:
    """Return the day and the road of its keten, or 404; a keten without a test has none to take."""
    dag = overzichten.dag_bij_bewijs(bewijs)
    langs = openbare_weg(dag.keten_code) if dag else None
    if dag is None or langs is None or langs.keten.instrument_bij_verwijzing is None:
        abort(404)
    return dag, langs


def _toon(sjabloon: str, **gegevens: Any) -> Response:
    """Show a page that does not know who is signed in. No search engine keeps it, and it marks the browser: what lies
    on a tablet stays there when someone signs out on it."""
    g.kaal = True
    antwoord = toon(sjabloon, gemeente=sessies.gemeente(), **gegevens)
    antwoord.headers["X-Robots-Tag"] = "noindex, nofollow"
    veilig = current_app.config["SESSION_COOKIE_SECURE"]
    antwoord.set_cookie(WACHTRIJ, "1", max_age=BEWAARD_OP_TABLET, secure=veilig, httponly=True, samesite="Lax")
    return antwoord
