"""Looking whether a service is as it should be, before anyone has to sign in with it."""

from dataclasses import dataclass

from authlib.common.errors import AuthlibBaseError
from requests.exceptions import RequestException
from urllib3.exceptions import HTTPError

from ketens.aanmelddienst import bekend, buiten, gesprek
from ketens.aanmelddienst.bekend import Metadata
from ketens.aanmelddienst.buiten import Onbereikbaar
from ketens.aanmelddienst.gesprek import Dienst
from ketens.kern.fouten import Domeinfout

GOED, LET_OP, FOUT = "goed", "waarschuwing", "fout"


@dataclass(frozen=True, slots=True)
class Bevinding:
    """One sentence, and how bad it is."""

    soort: str
    zin: str


def controleer(dienst: Dienst, terug: str) -> list[Bevinding]:
    """Ask the service what it is, and say in Dutch what is wrong."""
    try:
        meta = bekend.metadata(dienst.issuer, vers=True)
        bekend.sleutels(meta, opnieuw=True)
    except Onbereikbaar as fout:
        return [Bevinding(FOUT, str(fout))]
    gevonden = [*_client(dienst, meta, terug), *_wat_ontbreekt(dienst, meta)]
    if not any(bevinding.soort == FOUT for bevinding in gevonden):
        gevonden.insert(0, Bevinding(GOED, "De dienst antwoordt, en zijn sleutels zijn te lezen."))
    return gevonden


def _client(dienst: Dienst, meta: Metadata, terug: str) -> list[Bevinding]:
    """Hand in a code that can't be right: a service that knows the client refuses the code, another the client."""
    try:
        gesprek.ruil(dienst, meta, "controle", "c" * 64, terug)
    except AuthlibBaseError as fout:
        if fout.error in ("invalid_client", "unauthorized_client"):
            return [Bevinding(FOUT, "De dienst kent deze client-id niet, of het client-geheim klopt niet.")]
    except (RequestException, HTTPError, Domeinfout) as fout:
        return [Bevinding(FOUT, f"Bij het adres voor de tokens: {buiten.waarom(fout)}")]
    except (ValueError, TypeError, KeyError, AttributeError):
        return [Bevinding(LET_OP, "Op het adres voor de tokens antwoordt de dienst niet zoals verwacht.")]
    return []


def _wat_ontbreekt(dienst: Dienst, meta: Metadata) -> list[Bevinding]:
    gevonden = []
    vreemd = [scope for scope in dienst.scopes.split() if meta.scopes and scope not in meta.scopes]
    if vreemd:
        gevonden.append(Bevinding(LET_OP, f"De dienst noemt deze scopes niet: {', '.join(vreemd)}."))
    if meta.pkce and "S256" not in meta.pkce:
        gevonden.append(Bevinding(FOUT, "De dienst werkt niet met PKCE (S256). Zonder dat logt ketens niet in."))
    if meta.claims and dienst.groepen_claim.split(".", maxsplit=1)[0] not in meta.claims:
        zin = f"De dienst noemt de claim {dienst.groepen_claim} niet. Zet de groepen daar aan als u ze gebruikt."
        gevonden.append(Bevinding(LET_OP, zin))
    if meta.uitloggen is None:
        gevonden.append(Bevinding(LET_OP, "De dienst heeft geen adres om uit te loggen. Daar blijft iemand ingelogd."))
    return gevonden
