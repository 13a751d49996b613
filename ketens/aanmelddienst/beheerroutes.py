"""The screens of a beheerder: the service, its groups, and who is who."""

from typing import Any
from uuid import UUID

from flask import Response, abort
from flask.typing import ResponseReturnValue

from ketens.aanmelddienst import aanmelden, controle, handelingen, overzichten
from ketens.aanmelddienst.blauwdruk import bp
from ketens.aanmelddienst.brieven import Bevestiging
from ketens.aanmelddienst.forms import AccountForm, AlleenForm, DienstForm, GroepForm
from ketens.aanmelddienst.gesprek import Dienst
from ketens.aanmelddienst.groepen import petten_van_dienst
from ketens.aanmelddienst.models import Aanmelddienst, Aanmeldgroep, Koppeling, TweedeStap
from ketens.gebruikers import sessies
from ketens.gebruikers.wie import wie
from ketens.kern.forms import Formulier, Knop
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import AANMELDDIENST, vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht, Rol

# What happens after somebody was proposed.
VOORGESTELD = {
    Bevestiging.LINK: "De eigenaar van het account krijgt een e-mail met een link en bevestigt de koppeling daarmee.",
    Bevestiging.WACHTWOORD: "De eigenaar van het account krijgt een e-mail en bevestigt de koppeling bij het inloggen.",
    Bevestiging.UITNODIGING: "Er gaat geen e-mail uit. Maak bij het account een uitnodiging, en geef die de eigenaar.",
}
WORTEL = "/<gemeente>/beheer/aanmelddienst"


@bp.route(WORTEL, methods=["GET", "POST"])
@vereist(Recht.BEHEER, vers=True)
def instellen() -> ResponseReturnValue:
    """Set the service up."""
    dienst = overzichten.dienst_van(wie())
    form = DienstForm(obj=dienst)
    if form.validate_on_submit() and form.lukt(lambda: handelingen.bewaar(dienst, **_velden(form))):
        return naar("aanmelddienst.instellen", melding="De aanmelddienst is bewaard. Controleer hem nu.")
    return _toon(form)


@bp.post(f"{WORTEL}/controle")
@vereist(Recht.BEHEER, leest=True, hoogstens=AANMELDDIENST)
def controleren() -> ResponseReturnValue:
    """Ask the service what it is, and say what is wrong."""
    form, dienst = Knop(), Dienst.van(_dienst())
    if not form.validate_on_submit():
        return _toon(knop=form)
    aanmelden.laat_los()
    return _toon(bevindingen=controle.controleer(dienst, aanmelden.terugkeer(dienst.id)))


@bp.post(f"{WORTEL}/stand")
@vereist(Recht.BEHEER, vers=True)
def stand() -> ResponseReturnValue:
    """Show the button at the front door, or take it away."""
    form, dienst = Knop(), _dienst()
    zet, hoe = (handelingen.zet_uit, "uit") if dienst.is_aan else (handelingen.zet_aan, "aan")
    if form.validate_on_submit() and form.lukt(lambda: zet(dienst)):
        return naar("aanmelddienst.instellen", melding=f"De knop op het inlogscherm staat {hoe}.")
    return _toon(knop=form)


@bp.post(f"{WORTEL}/wachtwoorden")
@vereist(Recht.BEHEER, vers=True)
def wachtwoorden() -> ResponseReturnValue:
    """Switch the passwords of the gemeente's own people off, but for one."""
    dienst = _dienst()
    form = AlleenForm().kies_uit(_noodaccounts(dienst))
    if form.validate_on_submit() and form.lukt(lambda: handelingen.alleen_hiermee(dienst, form.gekozen)):
        return naar("aanmelddienst.instellen", melding="Medewerkers van de gemeente loggen nu alleen zo in.")
    return _toon(alleen=form)


@bp.post(f"{WORTEL}/wachtwoorden/terug")
@vereist(Recht.BEHEER, vers=True)
def wachtwoorden_terug() -> ResponseReturnValue:
    """Let passwords open again."""
    form, dienst = Knop(), _dienst()
    if form.validate_on_submit() and form.lukt(lambda: handelingen.ook_met_wachtwoord(dienst)):
        return naar("aanmelddienst.instellen", melding="Inloggen met een wachtwoord kan weer.")
    return _toon(knop=form)


@bp.route(f"{WORTEL}/groepen", methods=["GET", "POST"])
@vereist(Recht.BEHEER, vers=True)
def groepen() -> ResponseReturnValue:
    """Say which group gives which hat."""
    dienst = _dienst()
    form = GroepForm().kies_uit(overzichten.organisaties(wie()))
    if form.validate_on_submit() and form.lukt(lambda: handelingen.voeg_groep_toe(dienst, **_groep(form))):
        return naar("aanmelddienst.groepen", melding="De groep geeft deze rol vanaf de volgende keer inloggen.")
    return toon("aanmelddienst/groepen.html", dienst=dienst, form=form, groepen=overzichten.groepen(dienst))


@bp.route(f"{WORTEL}/groepen/<uuid:aanmeldgroep_id>/verwijdering", methods=["GET", "POST"])
@vereist(Recht.BEHEER, vers=True)
def groep_weg(aanmeldgroep_id: UUID) -> ResponseReturnValue:
    """Let a group give nothing."""
    regel, form = vind(Aanmeldgroep, aanmeldgroep_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: handelingen.haal_groep_weg(regel)):
        return naar("aanmelddienst.groepen", melding="De groep geeft deze rol niet meer.")
    kwijt = len(petten_van_dienst(regel.aanmelddienst_id, regel=regel))
    return toon("aanmelddienst/groep_weg.html", regel=regel, form=form, kwijt=kwijt)


@bp.get(f"{WORTEL}/koppelingen")
@vereist(Recht.BEHEER)
def koppelingen() -> ResponseReturnValue:
    """Who waits, and who is who."""
    dienst = _dienst()
    return toon(
        "aanmelddienst/koppelingen.html",
        dienst=dienst,
        wachtend=overzichten.wachtend(dienst),
        gekoppeld=overzichten.gekoppeld(dienst),
    )


@bp.route(f"{WORTEL}/koppelingen/<uuid:koppeling_id>", methods=["GET", "POST"])
@vereist(Recht.BEHEER, vers=True)
def koppeling(koppeling_id: UUID) -> ResponseReturnValue:
    """Say which account this is."""
    wie_, dienst = vind(Koppeling, koppeling_id), _dienst()
    form = AccountForm().kies_uit(overzichten.nog_te_koppelen(dienst))
    if form.validate_on_submit():
        hoe = form.maakt(lambda: handelingen.stel_voor(wie_, form.gekozen, dienst=dienst, door=wie()))
        if hoe is not None:
            return naar("aanmelddienst.koppelingen", melding=VOORGESTELD[hoe])
    return toon("aanmelddienst/koppeling.html", dienst=dienst, koppeling=wie_, form=form)


@bp.route(f"{WORTEL}/koppelingen/<uuid:koppeling_id>/einde", methods=["GET", "POST"])
@vereist(Recht.BEHEER, vers=True)
def koppeling_einde(koppeling_id: UUID) -> ResponseReturnValue:
    """Part them again, or send away who waits."""
    wie_, form = vind(Koppeling, koppeling_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: handelingen.maak_los(wie_, door=wie())):
        return naar("aanmelddienst.koppelingen", melding="De koppeling is weg.")
    return toon("aanmelddienst/koppeling_einde.html", koppeling=wie_, form=form)


def _toon(form: DienstForm | None = None, **meer: Any) -> Response:
    """Show the service, with the form that was refused if there is one."""
    dienst = overzichten.dienst_van(wie())
    gegevens: dict[str, Any] = {
        "dienst": dienst,
        "dienstform": form or DienstForm(formdata=None, obj=dienst),
        "form": form or next((stuk for stuk in meer.values() if isinstance(stuk, Formulier)), None),
        "knop": _knop(),
        "alleen": _alleen(dienst) if dienst else None,
        "terugkeer": aanmelden.terugkeer(dienst.id) if dienst else None,
        "voordeur": aanmelden.voordeur(),
        "bevindingen": [],
        "petten": len(petten_van_dienst(dienst.id)) if dienst and dienst.is_aan else 0,
        "mist_nood": dienst is not None and handelingen.mist_noodaccount(dienst),
    }
    return toon("aanmelddienst/instellen.html", **{**gegevens, **meer})


def _dienst() -> Aanmelddienst:
    return overzichten.dienst_van(wie()) or abort(404)


def _knop() -> Knop:
    return Knop(formdata=None)


def _noodaccounts(dienst: Aanmelddienst) -> list[Any]:
    return [account for account in overzichten.beheerders(dienst) if handelingen.is_noodaccount(account, dienst)]


def _velden(form: DienstForm) -> dict[str, Any]:
    tekst = {naam: form[naam].data or "" for naam in form.data if naam not in ("csrf_token", "tweede_stap")}
    return {**tekst, "tweede_stap": TweedeStap(form.tweede_stap.data), "gemeente": sessies.gemeente()}


def _groep(form: GroepForm) -> dict[str, Any]:
    return {
        "groep": form.groep.data,
        "organisatie": form.gekozen,
        "rol": Rol(form.rol.data),
        "ketens": form.ketens.data or [],
        "door": wie(),
    }


def _alleen(dienst: Aanmelddienst) -> AlleenForm:
    return AlleenForm(formdata=None, noodaccount=str(dienst.noodaccount_id or "")).kies_uit(_noodaccounts(dienst))
