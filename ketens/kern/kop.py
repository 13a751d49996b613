"""Headers on every answer, errors too (ASVS 3.4; nothing from outside, nothing inline)."""

from urllib.parse import urlsplit, urlunsplit

from flask import Flask, Response, g, request

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
# A file, opened in the browser after all, runs nothing and reaches nothing (ASVS 3.2.1).
CSP_BESTAND = "default-src 'none'; sandbox; frame-ancestors 'none'"
# What a browser can lend to a page. This app needs none of it, but passkeys where somebody signs in.
NOOIT = """
    accelerometer autoplay bluetooth browsing-topics camera display-capture encrypted-media fullscreen gamepad
    geolocation gyroscope hid identity-credentials-get idle-detection keyboard-map local-fonts magnetometer
    microphone midi otp-credentials payment picture-in-picture publickey-credentials-create
    publickey-credentials-get screen-wake-lock serial storage-access usb web-share window-management
    xr-spatial-tracking
"""
VAST = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{naam}=()" for naam in NOOIT.split()),
}
MET_SLEUTELS = ", ".join(f"{naam}={'(self)' if naam.startswith('publickey-') else '()'}" for naam in NOOIT.split())
# Names the cookie of a browser that may hold tests which were not sent yet (besluit 0027).
WACHTRIJ = "ketens-wachtrij"
HSTS = "max-age=63072000; includeSubDomains"


def wis() -> None:
    """Have the browser forget the pages it saw: this session is over."""
    g.wis = True


def wis_niet() -> None:
    """Take that back: another session of the same person goes on in this browser."""
    g.pop("wis", None)


def laat_sleutels_toe() -> None:
    """Let this page ask the browser for a passkey, or to make one."""
    g.sleutels = True


def geheim_adres() -> None:
    """Say that whoever has the address of this page may read it: it is passed on to nobody, and not to be found."""
    g.geheim_adres = True


def zet_op(app: Flask) -> None:
    """Add the headers; what shows a person is never kept by a browser or proxy.

    Only a page that calls itself public may be kept (`Cache-Control: public`): it asks for no account. What calls
    itself private shows no person and is kept by its one reader (the feed of a calendar).
    """
    veilig = app.config["SESSION_COOKIE_SECURE"]

    def kop(antwoord: Response) -> Response:
        antwoord.headers.update(VAST)
        if "attachment" in antwoord.headers.get("Content-Disposition", ""):
            antwoord.headers["Content-Security-Policy"] = CSP_BESTAND
        if doel := antwoord.headers.get("Location"):
            antwoord.headers["Location"] = _hier(doel)
        if veilig:
            antwoord.headers["Strict-Transport-Security"] = HSTS
        bewaarbaar = antwoord.cache_control.public or antwoord.cache_control.private
        if request.endpoint != "static" and not bewaarbaar:
            antwoord.headers["Cache-Control"] = "no-store"
        if g.get("sleutels"):
            antwoord.headers["Permissions-Policy"] = MET_SLEUTELS
        if g.get("geheim_adres"):
            antwoord.headers.update({"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow, noarchive"})
        if g.get("wis"):
            # What a volunteer's tablet still has to send is not of who signs out on it; it bears no readable name.
            antwoord.headers["Clear-Site-Data"] = '"cache"' if WACHTRIJ in request.cookies else '"cache", "storage"'
        return antwoord

    app.after_request(kop)


def _hier(doel: str) -> str:
    """Return a path of this site: Werkzeug adds a missing slash to whatever Host the sender made up."""
    _, _, pad, vraag, anker = urlsplit(doel)
    return urlunsplit(("", "", "/" + pad.lstrip("/"), vraag, anker))
