"""Where a request comes from, as the browser says it, and where it may be sent on to."""

from urllib.parse import urlsplit

from flask import request


def is_vreemd() -> bool:
    """Tell whether another site made the browser send this. Who is no browser says nothing: there the token decides."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site not in ("same-origin", "none")
    bron = request.headers.get("Origin") or request.headers.get("Referer")
    try:
        return bron is not None and urlsplit(bron).netloc != request.host
    except ValueError:
        return True


def eigen_pad(doel: str | None) -> str | None:
    """Return `doel` when it is a path of this site, else None."""
    if not doel or not doel.startswith("/") or doel.startswith("//") or "\\" in doel or not doel.isprintable():
        return None
    delen = urlsplit(doel)
    return None if delen.netloc or delen.scheme else doel
