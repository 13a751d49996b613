"""What somebody sent while they are asked to show who they are: it goes along on that page, and is sent from there.

The page holds it as one word that only this app can read, for this account and this address: not the words themselves
(a new password may be among them), and nothing that a browser could change on the way.
"""

import json
from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from flask import current_app, request
from flask_login import current_user
from werkzeug.datastructures import ImmutableMultiDict

VELD = "meegenomen"


def pak_in() -> str:
    """Return the fields of this request as one word."""
    velden = [[naam, waarde] for naam, waarde in request.form.items(multi=True)]
    return _slot().encrypt(json.dumps([*_bij(), velden]).encode()).decode()


def is_meegenomen() -> bool:
    """Tell whether this request carries what was sent before."""
    return request.method == "POST" and VELD in request.form


def pak_uit() -> ImmutableMultiDict[str, str] | None:
    """Put back what was sent before, as if it was sent now, and return what came with it.

    None, and nothing changes, when it was not packed here for this account and this address.
    """
    gegeven = request.form
    try:
        *bij, velden = json.loads(_slot().decrypt(gegeven[VELD].encode()))
    except (InvalidToken, UnicodeEncodeError):
        return None
    if bij != _bij():
        return None
    request.form = ImmutableMultiDict([(naam, waarde) for naam, waarde in velden])
    return gegeven


def _bij() -> list[str]:
    return [str(current_user.account_id), request.full_path]


def _slot() -> Fernet:
    geheim = str(current_app.secret_key).encode()
    return Fernet(urlsafe_b64encode(sha256(b"ketens.meenemen." + geheim).digest()))
