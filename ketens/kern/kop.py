"""Headers on every answer, errors too (ASVS 3.4; nothing from outside, nothing inline)."""

from urllib.parse import urlsplit, urlunsplit

from flask import Flask, Response, request

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
VAST = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def zet_op(app: Flask) -> None:
    """Add the headers; what shows a person is never kept by a browser or proxy."""
    veilig = app.config["SESSION_COOKIE_SECURE"]

    def kop(antwoord: Response) -> Response:
        antwoord.headers.update(VAST)
        if doel := antwoord.headers.get("Location"):
            antwoord.headers["Location"] = _hier(doel)
        if veilig:
            antwoord.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        if request.endpoint != "static":
            antwoord.headers["Cache-Control"] = "no-store"
        return antwoord

    app.after_request(kop)


def _hier(doel: str) -> str:
    """Return a path of this site: Werkzeug adds a missing slash to whatever Host the sender made up."""
    _, _, pad, vraag, anker = urlsplit(doel)
    return urlunsplit(("", "", "/" + pad.lstrip("/"), vraag, anker))
