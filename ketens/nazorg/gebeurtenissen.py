"""How the timeline of a traject says what came after a group."""

from ketens.trajecten.verloop import ZINNEN, Woorden


def _wanneer(w: Woorden) -> str:
    maanden = w.gegevens.get("maanden")
    return f"Blijft bewegen, na {maanden} maanden" if maanden else "Blijft bewegen, bij het einde"


def _antwoord(w: Woorden) -> str:
    uitkomst = str(w.gegevens.get("uitkomst") or "").replace("_", " ")
    return f"{uitkomst}, {w.gegevens['aanbod']}" if w.gegevens.get("aanbod") else uitkomst


ZINNEN.update(
    {
        "doorstroom": lambda w: f"{_wanneer(w)}: {_antwoord(w)}",
        "doorstroom_vergissing": lambda w: f"Vergissing: {_wanneer(w).lower()}, {_antwoord(w)}",
        "doorstroom_kaart": "Antwoordkaart gepost: blijft de inwoner bewegen?",
        "bijdrage": lambda w: f"Eigen bijdrage: {w.gegevens.get('wordt', '')}",
        "nota": "Nota gemaakt",
    }
)
