"""A small app of its own that shows every building block: what the tests and the screenshots look at.

`python -m tests.bouwstenen.voorbeeld` serves it on port 8099.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace as Ding
from typing import Any

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    flash,
    json,
    make_response,
    render_template,
    request,
    url_for,
)
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from ketens.kern.pagina import termijnwoorden

WORTEL = Path(__file__).parents[2]
VANDAAG = date(2026, 11, 14)
EIGEN = ("petwissel", "uitloggen", "wachtwoord", "postcode", "aangemeld")
LANG = "Wilhelmina-Johanna van der Schoot-Boerrigter tot Weleveld"


class Vinkjes(SelectMultipleField):
    """A tick list, as kern has it."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _keuzes(**paren: str) -> list[SelectChoice]:
    return [SelectChoice(waarde.strip("_"), label) for waarde, label in paren.items()]


def _ja_nee(vraag: str) -> RadioField:
    return RadioField(vraag, [InputRequired("Kies ja of nee.")], choices=_keuzes(ja="Ja", nee="Nee"))


class Voorbeeldformulier(FlaskForm):
    """One field of every kind."""

    formulier_id = HiddenField(default="0190")
    geboren = StringField(
        "Geboortedatum",
        [InputRequired("Vul de geboortedatum in.")],
        description="Bijvoorbeeld 14-11-1948",
        render_kw={"inputmode": "numeric", "autocomplete": "off", "class": "input input--s"},
    )
    naam = StringField("Achternaam", [InputRequired("Vul de achternaam in.")])
    telefoon = StringField(
        "Telefoonnummer", [InputRequired("Vul een telefoonnummer in.")], render_kw={"inputmode": "tel"}
    )
    praktijk = SelectField("Verwijzer", [InputRequired("Kies een verwijzer.")], choices=_keuzes(_="Kies", p1=LANG))
    q1_gevallen = _ja_nee("Is de inwoner in de afgelopen 12 maanden gevallen?")
    q2_bezorgd = _ja_nee("Is de inwoner bezorgd om te vallen?")
    q3_moeite = _ja_nee("Is bewegen, lopen of het evenwicht houden moeilijk?")
    ernst = Vinkjes(
        "Wat is van toepassing?",
        choices=_keuzes(
            e1="Letsel door een val",
            e2="Vaker dan een keer gevallen",
            e3="Buiten bewustzijn geweest",
            e4="Kon niet zelf opstaan",
            geen="Geen van deze",
        ),
        description="Niets aangevinkt betekent: nog niet gevraagd.",
    )
    doorgeven = BooleanField("De inwoner vindt het goed dat wij dit doorgeven aan Wijkracht Borne.")
    toelichting = TextAreaField("Toelichting", render_kw={"rows": 3})


class Notitie(FlaskForm):
    """The smallest form that can be wrong."""

    tekst = TextAreaField("Notitie", [InputRequired("Schrijf eerst iets op.")])


class Knop(FlaskForm):
    """A lone button."""


class _Ui:
    def __init__(self, app: Flask) -> None:
        self._app = app

    def __getattr__(self, naam: str) -> Any:
        return getattr(self._app.jinja_env.get_template(f"bouwstenen/{naam}.html").module, naam)


def _persoon() -> Ding:
    wijkracht, praktijk = Ding(naam="Wijkracht Borne"), Ding(naam="Huisartsenpraktijk De Oude Veste")
    borne = Ding(naam="Borne", slug="borne")
    petten = [
        Ding(id="1", rol=Ding(naam="coördinator"), organisatie=wijkracht, gemeente=borne),
        Ding(id="2", rol=Ding(naam="verwijzer"), organisatie=praktijk, gemeente=borne),
    ]
    return Ding(
        naam="M. Jansen-Oude Voshaar",
        rol=Ding(naam="coördinator"),
        organisatie=wijkracht,
        pet=petten[0],
        lidmaatschappen=petten,
        mag=lambda _recht: True,
    )


def _gegevens() -> dict[str, Any]:
    moment = datetime(2026, 11, 12, 8, 30, tzinfo=UTC)
    namen = ["A. de Vries", LANG, "F. Yılmaz-Özdemir", "B. ter Braak", "د. الأمراني"]
    termijnen = [-3, -1, 0, 1, 4]
    return {
        "vandaag_": VANDAAG,
        "rijen": [
            Ding(
                kenmerk=f"7K4M-{n}XQ2",
                naam=naam,
                wat="Eerste gesprek" if n % 2 else "Verzoek valrisicobeoordeling",
                wie="M. Jansen" if n % 3 else "Niemand",
                termijn=VANDAAG + timedelta(days=dagen),
            )
            for n, (naam, dagen) in enumerate(zip(namen, termijnen, strict=True))
        ],
        "pagina": Ding(
            nummer=2, aantal=4, van=26, tot=50, totaal=87, vorige_url="?bladzijde=1", volgende_url="?bladzijde=3"
        ),
        "stappen": [
            Ding(naam="Verwijzing beoordelen", status="gedaan", gedaan_op=date(2026, 11, 10)),
            Ding(naam="Valrisicotest afmaken", status="overgeslagen", toelichting="was al volledig"),
            Ding(naam="Eerste gesprek", status="nu", termijn=VANDAAG - timedelta(days=3)),
            Ding(naam="Plaatsen in een groep", status="later", termijn=VANDAAG + timedelta(days=12)),
            Ding(naam="Nabellen", status="later"),
        ],
        "gebeurtenissen": [
            Ding(
                moment=moment,
                titel="Niet bereikt",
                tekst="Geen antwoord.\nMorgen na 10 uur opnieuw.",
                door="M. Jansen, Wijkracht Borne",
                soort="waarschuwing",
            ),
            Ding(
                moment=moment - timedelta(days=1),
                titel="Verwijzing aangenomen",
                door="M. Jansen, Wijkracht Borne",
                soort="goed",
            ),
            Ding(moment=moment - timedelta(days=2), titel="Verwijzing ontvangen"),
        ],
    }


CSP = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'"
geteld: list[dict[str, str]] = []
voorbeelden = Blueprint("voorbeeld", __name__)


def maak_app(*, streng: bool = True) -> Flask:
    """Build the example app; `streng` makes an undefined variable in a template an error."""
    app = Flask(__name__, template_folder="templates", static_folder=str(WORTEL / "static"))
    app.config.update(SECRET_KEY="alleen voor het voorbeeld", WTF_CSRF_CHECK_DEFAULT=False)
    CSRFProtect(app)
    env = app.jinja_env
    env.loader = ChoiceLoader(
        [FileSystemLoader(Path(__file__).parent / "templates"), FileSystemLoader(WORTEL / "templates")]
    )
    env.undefined = StrictUndefined if streng else env.undefined
    env.globals.update(
        ui=_Ui(app), termijnwoorden=termijnwoorden, Recht=Ding(INWONER_INZIEN="inwoner_inzien"), LANG=LANG
    )
    env.filters.update(
        datum=lambda dag: f"{dag:%d-%m-%Y}",
        tijdstip=lambda moment: f"{moment:%d-%m-%Y %H:%M}",
        telefoon=lambda nummer: nummer.replace("+31", "0"),
    )
    app.register_blueprint(voorbeelden)
    for eindpunt in ("inwoners.zoeken", "tweefactor.beveiliging", *(f"gebruikers.{wat}" for wat in EIGEN)):
        app.add_url_rule(f"/{eindpunt}", eindpunt, lambda: "", methods=["POST"])
    return app


@voorbeelden.app_context_processor
def _overal() -> dict[str, Any]:
    if request.path in ("/inloggen", "/kaal"):
        return {"wie": None, "gemeente": None}
    menu = [("Werkvoorraad", "werk"), ("Trajecten", "traject"), ("Verwijzingen", "verwijzing"), ("Groepen", "leeg")]
    adressen = [(label, url_for(f"voorbeeld.{naam}")) for label, naam in menu]
    items = [(label, adres, "page" if request.path == adres else None) for label, adres in adressen]
    return {
        "wie": _persoon(),
        "gemeente": Ding(naam="Borne", slug="borne", is_demo=False),
        "navigatie": lambda: items,
        "zoekform": True,
    }


@voorbeelden.after_request
def _streng(antwoord: Response) -> Response:
    antwoord.headers["Content-Security-Policy"] = CSP
    return antwoord


@voorbeelden.get("/borne/")
def werk() -> str:
    """The worklist; with `?melding=1` as after a change."""
    if request.args.get("melding"):
        flash("De verwijzing is aangenomen.")
    return render_template("werk.html", knop=Knop(), **_gegevens())


@voorbeelden.get("/borne/leeg")
def leeg() -> str:
    """The worklist with nothing on it."""
    return render_template("werk.html", knop=Knop(), **_gegevens() | {"rijen": []})


@voorbeelden.route("/borne/traject", methods=["GET", "POST"])
def traject() -> Response:
    """A record with a region that htmx replaces."""
    form = Notitie()
    goed = form.validate_on_submit()
    gegevens = _gegevens() | {"form": Notitie(formdata=None) if goed else form, "knop": Knop()}
    gegevens["notities"] = [form.tekst.data] if goed else []
    if request.headers.get("HX-Target") != "div#notities":
        return make_response(render_template("traject.html", **gegevens), 422 if form.errors else 200)
    sjabloon = current_app.jinja_env.get_template("traject.html")
    current_app.update_template_context(gegevens)
    blok = "".join(sjabloon.blocks["notities"](sjabloon.new_context(gegevens)))
    antwoord = make_response(blok, 422 if form.errors else 200)
    if goed:
        antwoord.headers["HX-Trigger"] = json.dumps({"melding": "De notitie is opgeslagen. Geïnformeerd."})
    return antwoord


@voorbeelden.route("/borne/verwijzing", methods=["GET", "POST"])
def verwijzing() -> Response:
    """A long form."""
    form = Voorbeeldformulier()
    form.validate_on_submit()
    if form.errors:
        form.form_errors = ["Deze verwijzing is al verstuurd."]
    return make_response(render_template("verwijzing.html", form=form), 422 if form.errors else 200)


@voorbeelden.get("/inloggen")
def inloggen() -> str:
    """A page for whoever is not signed in."""
    return render_template("inloggen.html", form=Notitie(formdata=None))


@voorbeelden.post("/borne/antwoord/<int:status>")
def antwoorden(status: int) -> Response:
    """Answer as asked, and count what was sent."""
    geteld.append(dict(request.form))
    return make_response("<p>nooit getoond</p>", status)


@voorbeelden.get("/borne/fout/<int:code>")
def fout(code: int) -> Response:
    """Show an error page."""
    return make_response(render_template(f"fouten/{code}.html", kenmerk="8F3K-22" if code == 500 else None), code)


@voorbeelden.get("/kaal")
def kaal() -> str:
    """Show an error page where neither person nor gemeente is known."""
    return render_template("fouten/404.html")


if __name__ == "__main__":
    maak_app(streng=False).run(port=8099)
