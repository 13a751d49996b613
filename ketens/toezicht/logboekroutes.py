"""The log: as a list, one row, by account, and by resident."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from ketens.kern.pagina import naar, toon
from ketens.kern.poort import ZOEKEN, vereist
from ketens.rechten import Recht
from ketens.toezicht import betrokkenen, logboek
from ketens.toezicht.blauwdruk import bp
from ketens.toezicht.forms import LogForm, ZoekForm
from ketens.toezicht.logboek import Bladzijde


@bp.get("/")
@vereist(Recht.LOGBOEK_INZIEN, vers=True)
def lijst() -> ResponseReturnValue:
    """All rows of the gemeente, newest first."""
    form = LogForm.uit_adres().kies_uit(logboek.accounts())
    bladzijde = logboek.lees(form.vraag(), voor=form.voor) if form.validate() else Bladzijde()
    return toon("toezicht/lijst.html", form=form, bladzijde=bladzijde)


@bp.get("/regels/<int:nr>")
@vereist(Recht.LOGBOEK_INZIEN, vers=True)
def regel(nr: int) -> ResponseReturnValue:
    """One row, and the residents it speaks of."""
    rij, inwoners = logboek.vind_regel(nr)
    return toon("toezicht/regel.html", regel=rij, inwoners=betrokkenen.kenmerken(inwoners))


@bp.get("/accounts/<uuid:account_id>")
@vereist(Recht.LOGBOEK_INZIEN, vers=True)
def account(account_id: UUID) -> ResponseReturnValue:
    """What one account did."""
    wiens = logboek.vind_account(account_id)
    form = LogForm.uit_adres().kies_uit(())
    over = betrokkenen.records_van(form.inwoner.data)
    vraag = form.vraag(account_id=wiens.id, inwoner_ids=over)
    bladzijde = logboek.lees(vraag, voor=form.voor) if form.validate() else Bladzijde()
    smal = (betrokkenen.kenmerken(over[:1]), vraag.tijdvak)
    return toon("toezicht/account.html", account=wiens, form=form, bladzijde=bladzijde, smal=smal)


@bp.route("/inwoners", methods=["GET", "POST"])
@vereist(Recht.LOGBOEK_INZIEN, leest=True, hoogstens=ZOEKEN, vers=True)
def inwoners() -> ResponseReturnValue:
    """Find a resident, without a name in the address."""
    form = ZoekForm()
    gevonden = None
    if form.validate_on_submit():
        gevonden = betrokkenen.zoek(form.geboortedatum.data, form.achternaam.data or "")
        if len(gevonden) == 1:
            return naar("toezicht.inwoner", inwoner_id=gevonden[0].id)
    return toon("toezicht/inwoners.html", form=form, gevonden=gevonden)


@bp.get("/inwoners/<uuid:inwoner_id>")
@vereist(Recht.LOGBOEK_INZIEN, vers=True)
def inwoner(inwoner_id: UUID) -> ResponseReturnValue:
    """Who looked at one resident."""
    wiens = betrokkenen.vind_betrokkene(inwoner_id)
    form = LogForm.uit_adres().kies_uit(logboek.accounts())
    vraag = form.vraag(inwoner_ids=wiens.ids)
    bladzijde = logboek.lees(vraag, voor=form.voor) if form.validate() else Bladzijde()
    return toon("toezicht/inwoner.html", inwoner=wiens, form=form, bladzijde=bladzijde)
