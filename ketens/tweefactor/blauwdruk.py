"""The blueprint of the second step, and what its pages share."""

from flask import Blueprint, request

from ketens.kern import kop
from ketens.tweefactor import terplekke, toegangssleutels
from ketens.tweefactor.forms import SleutelForm

bp = Blueprint("tweefactor", __name__)
bp.record_once(lambda staat: staat.app.extensions.update({"ketens.bevestig": terplekke.bevestig}))
bp.add_app_template_global(toegangssleutels.kan_hier, "kan_toegangssleutels")


@bp.app_template_global("nieuw_sleutelform")
def nieuw_sleutelform() -> SleutelForm:
    """Return the form for a passkey at the front door, and let that page ask the browser for one."""
    kop.laat_sleutels_toe()
    return SleutelForm(formdata=None, next=request.args.get("next", ""))
