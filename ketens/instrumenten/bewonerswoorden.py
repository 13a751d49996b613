"""The questions of the fall-risk test and its advice in words for the resident: at the public door, on a valrisicodag.

The catalogue has them in the words of a professional; a question without words here is asked in those.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Woorden:
    """A question as a resident reads it."""

    vraag: str
    hint: str = ""


# In words of our own, after the questions of the catalogue (valrisicotest). Yes means the same there and here.
WOORDEN = {
    "q1_gevallen": Woorden("Bent u de afgelopen 12 maanden gevallen?", "Ook als u zich geen pijn deed."),
    "q2_bezorgd": Woorden("Bent u bang om te vallen?", "Maakt u zich zorgen over vallen? Kies dan ja."),
    "q3_moeite_bewegen": Woorden(
        "Hebt u moeite met bewegen, met lopen of met uw evenwicht?", "Loopt u met een stok of rollator? Kies dan ja."
    ),
    "e1_letsel": Woorden("Had u letsel door een val?", "Bijvoorbeeld een wond, een kneuzing of iets gebroken."),
    "e2_meer_dan_een_val": Woorden("Bent u in de afgelopen 12 maanden 2 keer of vaker gevallen?"),
    "e3_bewustzijnsverlies": Woorden("Was u bij een val even buiten bewustzijn?", "Flauwvallen telt ook."),
    "e4_niet_zelf_opstaan": Woorden("Had u na een val hulp nodig om op te staan?"),
    "e5_kwetsbaar": Woorden(
        "Past een van deze zinnen bij u?",
        "Ik ben snel moe. Ik heb duidelijk minder kracht. Ik ben afgevallen zonder dat ik dat wilde. "
        "Ik heb hulp nodig in het dagelijks leven.",
    ),
    "looptest_s": Woorden("Hoeveel seconden duurde het?", "Bijvoorbeeld 5 of 4,2. Niet gedaan? Laat dit vak leeg."),
}

# The advice of the catalogue promises a call; who reads this has not signed up yet.
ADVIES = {
    "matig": "U hebt meer kans om te vallen dan een ander. Daar is iets aan te doen. Met een cursus wordt u sterker "
    "en staat u steviger.",
    "hoog": "U hebt een grote kans om te vallen. Het is goed dat eerst een zorgverlener met u kijkt waar dat door "
    "komt. Daarna hoort u welke hulp bij u past.",
    "onvolledig": "Wij weten nog niet genoeg voor een advies. Wij kunnen de test samen met u afmaken.",
}
