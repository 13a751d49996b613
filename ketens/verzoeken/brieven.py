"""What the resident reads: it came in, it takes longer, what was decided, and that a restriction ends. Plain Dutch, B1.

No name stands in it and no address: whoever sends it puts those on the envelope, also after an erasure.
"""

from dataclasses import dataclass

from ketens.gebruikers.models import Gemeente
from ketens.kern.klok import vandaag
from ketens.kern.pagina import datum
from ketens.verzoeken.models import Besluit, Soort, Verzoek
from ketens.verzoeken.woorden import BESLUITEN, GRONDEN, VRAAGT

AANHEF = "Beste inwoner,"
KLACHT = (
    "Bent u het er niet mee eens? U kunt binnen zes weken bezwaar maken bij de gemeente. Schrijf op waarom. "
    "U kunt ook een klacht sturen naar de Autoriteit Persoonsgegevens, of naar de rechter gaan."
)
ERNAAST = "Bij de tekst staat nu ook wat u erover zegt. Wie de tekst leest, leest dat ook."
GEVOLG = {
    Soort.INZAGE: "De gegevens krijgt u bij deze brief, of op een andere manier die wij met u afspreken.",
    Soort.OVERDRAAGBAARHEID: "Het bestand krijgt u op een manier die wij met u afspreken.",
    Soort.BEPERKING: "Uw gegevens staan op slot. Wij bewaren ze, maar gebruiken ze niet. U hoort het als dat eindigt.",
    Soort.WISSING: "Alles waaraan u te herkennen was, is gewist.",
    Soort.BEZWAAR: "Wij zijn gestopt met het gebruiken van uw gegevens waar u bezwaar tegen maakte.",
}


@dataclass(frozen=True, slots=True)
class Brief:
    """A text for a letter or a mail."""

    code: str
    titel: str
    alineas: tuple[str, ...]

    @property
    def tekst(self) -> str:
        """All of it, to copy."""
        return "\n\n".join(self.alineas)


def brieven(verzoek: Verzoek, gemeente: Gemeente, *, met_notitie: bool) -> list[Brief]:
    """Return what fits the moment, the newest first. `met_notitie`: what the resident says stands beside a text."""
    uit = [ontvangen(verzoek, gemeente)]
    if verzoek.verlengd_op:
        uit.insert(0, verlengd(verzoek, gemeente))
    if verzoek.is_besloten:
        uit.insert(0, besloten(verzoek, gemeente, ERNAAST if met_notitie else ""))
    return uit


def vraag_zin(gemeente: Gemeente) -> str:
    """Say where to go with a question: the gemeente, and its fg."""
    wie = f" U kunt ook contact opnemen met {gemeente.fg_contact}." if gemeente.fg_contact else ""
    return f"Hebt u een vraag? Neem contact op met gemeente {gemeente.naam}.{wie}"


def _kop(verzoek: Verzoek) -> str:
    return f"Op {datum(verzoek.ontvangen_op)} vroeg u ons {VRAAGT[verzoek.soort]}. Ons kenmerk is {verzoek.kenmerk}."


def ontvangen(verzoek: Verzoek, gemeente: Gemeente) -> Brief:
    """It came in."""
    wie = (
        "Wij weten wie u bent. U hoeft niets te doen."
        if verzoek.identiteit
        else "Wij willen eerst zeker weten dat u het bent. Daarover nemen wij contact met u op."
    )
    antwoord = f"U krijgt uiterlijk op {datum(verzoek.termijn_op)} antwoord. Duurt het langer, dan hoort u dat op tijd."
    return Brief("ontvangen", "Wij hebben uw verzoek", (AANHEF, _kop(verzoek), wie, antwoord, vraag_zin(gemeente)))


def verlengd(verzoek: Verzoek, gemeente: Gemeente) -> Brief:
    """It takes longer."""
    langer = f"Het antwoord duurt langer dan een maand. U krijgt het uiterlijk op {datum(verzoek.termijn_op)}."
    waarom = f"Dit is waarom: {verzoek.verlengreden or ''}"
    klacht = "Bent u het daar niet mee eens? U kunt een klacht sturen naar de Autoriteit Persoonsgegevens."
    return Brief("verlengd", "Het duurt langer", (AANHEF, _kop(verzoek), langer, waarom, klacht, vraag_zin(gemeente)))


def besloten(verzoek: Verzoek, gemeente: Gemeente, ernaast: str) -> Brief:
    """What was decided, on what ground, with the weighing."""
    if verzoek.besluit is Besluit.INGETROKKEN:
        weg = "U liet ons weten dat dit niet meer hoeft. Wij stoppen met uw verzoek. U mag het later opnieuw vragen."
        return Brief("besloten", "Uw verzoek is ingetrokken", (AANHEF, _kop(verzoek), weg, vraag_zin(gemeente)))
    assert verzoek.besluit is not None  # noqa: S101  only asked for once it was decided
    besluit = f"{BESLUITEN[verzoek.besluit]}."
    if grond := GRONDEN.get(verzoek.grond or ""):
        besluit = f"{besluit} {grond.zin} (Dat staat in de wet: {grond.artikel}.)"
    gedaan = verzoek.besluit is Besluit.TOEGEWEZEN
    gevolg = GEVOLG.get(verzoek.soort, "") if gedaan else ""
    delen = (besluit, verzoek.motivering or "", gevolg, ernaast, "" if gedaan else KLACHT)
    alineas = (AANHEF, _kop(verzoek), *(deel for deel in delen if deel), vraag_zin(gemeente))
    return Brief("besloten", "Ons besluit", alineas)


def opheffing(verzoek: Verzoek, gemeente: Gemeente) -> Brief:
    """A restriction ends; the resident hears it first."""
    open_ = (
        "Uw gegevens staan op slot. Daar komt een einde aan. Daarna gebruiken wij uw gegevens weer zoals eerst. "
        f"Dit is geschreven op {datum(vandaag())}."
    )
    niet = "Wilt u dat niet? Laat het ons weten. U kunt opnieuw vragen om uw gegevens niet te gebruiken."
    alineas = (AANHEF, _kop(verzoek), open_, niet, vraag_zin(gemeente))
    return Brief("opheffing", "Uw gegevens gaan van het slot", alineas)
