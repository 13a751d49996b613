"""A beheerder takes the second step of someone away who lost it (ASVS 6.4.4)."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import wie
from ketens.kern.forms import Knop
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.tweefactor import kwijt, methoden
from ketens.tweefactor.blauwdruk import bp


@bp.route("/<gemeente>/beheer/accounts/<uuid:account_id>/tweede-stap", methods=["GET", "POST"])
@vereist(Recht.BEHEER, vers=True)
def tweede_stap(account_id: UUID) -> ResponseReturnValue:
    """Take it away."""
    account, form = vind(Account, account_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: kwijt.neem_af(account, door=wie())):
        return naar("beheer.account", account_id=account.id, melding="De tweede stap is weggehaald.")
    return toon("tweefactor/kwijt.html", form=form, account=account, methoden=methoden.van(account.id))
