"""The two demo gemeenten: who works there, for whom, with which hats. Names of people are invented.

The names of Borne's practices and partners are those of the seeds (domein 7.1); "(demo)" says that nothing here is
theirs. AGB-codes are invented.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ketens.gebruikers.models import OrganisatieSoort as Soort
from ketens.gebruikers.models import Zicht
from ketens.rechten import Rol

KETEN = "valpreventie"
WELZIJN = "welzijn_op_recept"
KANSRIJK = "kansrijke_start"
V, B, C, T = Rol.VERWIJZER, Rol.BEOORDELAAR, Rol.COORDINATOR, Rol.TRAINER


@dataclass(frozen=True, slots=True)
class Organisatieplan:
    """An organisatie: phone numbers begin with a 0 after the area code, so that they reach nobody."""

    naam: str
    soort: Soort
    gemeente: str
    telefoon: str
    plaats: str = "Borne"
    agb: str | None = None
    beoordeelt: bool = False
    # None: what goes with its kind.
    zicht: Zicht | None = None


@dataclass(frozen=True, slots=True)
class Pet:
    """A hat of an account, in the gemeente of its organisatie."""

    rol: Rol
    organisatie: str
    keten: str = KETEN
    team: str | None = None
    # Other ketens that it is about too.
    ook: tuple[str, ...] = ()
    # May lay its gemeente beside others.
    regio: bool = False
    verzoeken: bool = False


@dataclass(frozen=True, slots=True)
class Accountplan:
    """Someone who works here, in the service of the organisatie of the first hat: that one is worn at sign-in."""

    naam: str
    functie: str
    petten: tuple[Pet, ...]

    @property
    def werkgever(self) -> str:
        """Return the key of the employer."""
        return self.petten[0].organisatie


@dataclass(frozen=True, slots=True)
class Ketenplan:
    """A keten that runs, and who coordinates it; all that may refer into it take part."""

    keten: str
    regie: str
    # How an organisatie hears of who it referred, where that is not at every step.
    wijzen: Mapping[str, str] = field(default_factory=dict)


# Whoever refers to valpreventie and to Welzijn op Recept.
BEIDE = (WELZIJN,)

KETENS = {
    "borne": (
        Ketenplan(KETEN, "gemeente"),
        Ketenplan(WELZIJN, "wijkracht", {"dijkhuis": "maandlijst", "poort": "begin_einde"}),
        Ketenplan(KANSRIJK, "wijkracht"),
    ),
    "tubbergen": (Ketenplan(KETEN, "gemeente_tubbergen"),),
}

GEMEENTEN = {
    "borne": ("Borne", "0147", "+31740000147"),
    "tubbergen": ("Tubbergen", "0183", "+31546000183"),
}

ORGANISATIES = {
    "gemeente": Organisatieplan("Gemeente Borne (demo)", Soort.GEMEENTE, "borne", "+31740000100"),
    "wijkracht": Organisatieplan("Wijkracht (demo)", Soort.WELZIJN, "borne", "+31740000110"),
    "bornesport": Organisatieplan("Borne Sport (demo)", Soort.SPORT, "borne", "+31740000120"),
    "dijkhuis": Organisatieplan(
        "Huisartsen Het Dijkhuis/Bornsche Esch (demo)",
        Soort.HUISARTSENPRAKTIJK,
        "borne",
        "+31740000131",
        agb="01999901",
        beoordeelt=True,
    ),
    "fleminghof": Organisatieplan(
        "Huisartsen Fleminghof (demo)",
        Soort.HUISARTSENPRAKTIJK,
        "borne",
        "+31740000132",
        agb="01999902",
        beoordeelt=True,
    ),
    "poort": Organisatieplan(
        "Huisartsen de Poort van Borne (demo)",
        Soort.HUISARTSENPRAKTIJK,
        "borne",
        "+31740000133",
        agb="01999903",
        beoordeelt=True,
    ),
    # No accounts: a request for a beoordeling goes there by letter.
    "esrand": Organisatieplan(
        "Huisartsenpraktijk De Esrand (demo)",
        Soort.HUISARTSENPRAKTIJK,
        "borne",
        "+31740000134",
        plaats="Zenderen",
        agb="01999904",
        beoordeelt=True,
    ),
    "fysio": Organisatieplan(
        "Fysiotherapie De Bleek (demo)",
        Soort.FYSIOTHERAPIE,
        "borne",
        "+31740000141",
        agb="04999901",
        beoordeelt=True,
    ),
    "apotheek": Organisatieplan("Apotheek De Linde (demo)", Soort.APOTHEEK, "borne", "+31740000151", agb="02999901"),
    "wijkverpleging": Organisatieplan(
        "Wijkverpleging Stroomzorg (demo)",
        Soort.WIJKVERPLEGING,
        "borne",
        "+31740000161",
        zicht=Zicht.TEAM,
    ),
    "verloskunde": Organisatieplan("Verloskundigen De Ooievaar (demo)", Soort.VERLOSKUNDE, "borne", "+31740000181"),
    "jgz": Organisatieplan("Jeugdgezondheidszorg Twente (demo)", Soort.JEUGDGEZONDHEIDSZORG, "borne", "+31740000182"),
    # A cooperation: nobody is employed here.
    "sociaal_hus": Organisatieplan("Sociaal Hus Borne (demo)", Soort.SOCIAAL_HUS, "borne", "+31740000170"),
    "gemeente_tubbergen": Organisatieplan(
        "Gemeente Tubbergen (demo)", Soort.GEMEENTE, "tubbergen", "+31546000100", plaats="Tubbergen"
    ),
    "huisarts_tubbergen": Organisatieplan(
        "Huisartsenpraktijk De Kroezeboom (demo)",
        Soort.HUISARTSENPRAKTIJK,
        "tubbergen",
        "+31546000131",
        plaats="Tubbergen",
        agb="01999905",
        beoordeelt=True,
    ),
    "fysio_tubbergen": Organisatieplan(
        "Fysiotherapie De Vlasberg (demo)",
        Soort.FYSIOTHERAPIE,
        "tubbergen",
        "+31546000141",
        plaats="Tubbergen",
        agb="04999902",
    ),
}

# By the part of the e-mail address before @demo.example.
ACCOUNTS = {
    "huisarts": Accountplan("Marieke Tijink", "huisarts", (Pet(V, "dijkhuis", ook=BEIDE),)),
    "poh": Accountplan("Bas Lohuis", "POH ouderenzorg", (Pet(V, "dijkhuis", ook=BEIDE), Pet(B, "dijkhuis"))),
    "beoordelaar": Accountplan("Judith Wermelink", "POH ouderenzorg", (Pet(B, "dijkhuis"),)),
    "huisarts.fleminghof": Accountplan("Onno Hazewinkel", "huisarts", (Pet(V, "fleminghof", ook=BEIDE),)),
    "poh.fleminghof": Accountplan("Sanne Ottink", "POH ouderenzorg", (Pet(B, "fleminghof"),)),
    "huisarts.poort": Accountplan("Karima el Amrani", "huisarts", (Pet(V, "poort", ook=BEIDE), Pet(B, "poort"))),
    "fysio": Accountplan(
        "Ruben Aalders", "fysiotherapeut", (Pet(V, "fysio", ook=BEIDE), Pet(B, "fysio"), Pet(T, "fysio"))
    ),
    "apotheek": Accountplan("Floor Damhuis", "apotheker", (Pet(V, "apotheek", ook=BEIDE),)),
    "wijkverpleging": Accountplan(
        "Ilse Nijkamp", "wijkverpleegkundige", (Pet(V, "wijkverpleging", team="Noord", ook=BEIDE),)
    ),
    "wijkverpleging.noord": Accountplan(
        "Femke Rikkerink", "verpleegkundige", (Pet(V, "wijkverpleging", team="Noord", ook=BEIDE),)
    ),
    "wijkverpleging.zuid": Accountplan(
        "Tom Haverkate", "wijkverpleegkundige", (Pet(V, "wijkverpleging", team="Zuid", ook=BEIDE),)
    ),
    "beweegcoach": Accountplan("Daan Reerink", "buurtsportcoach", (Pet(V, "bornesport", ook=BEIDE),)),
    "welzijn": Accountplan(
        "Nienke Assink", "POH Welzijn", (Pet(Rol.WELZIJNSCOACH, "wijkracht", WELZIJN), Pet(V, "wijkracht"))
    ),
    "kansrijkestart": Accountplan("Sofie Grootenhuis", "coördinator Kansrijke Start", (Pet(C, "wijkracht", KANSRIJK),)),
    "verloskundige": Accountplan("Roos Kamphuis", "verloskundige", (Pet(V, "verloskunde", KANSRIJK),)),
    "jgz": Accountplan("Marjan Leusink", "jeugdverpleegkundige", (Pet(V, "jgz", KANSRIJK),)),
    # She meets mantelzorgers, and signs them up for Welzijn op Recept.
    "coordinator": Accountplan("Lotte Hesselink", "coördinator valpreventie", (Pet(C, "gemeente", ook=BEIDE),)),
    "coordinator2": Accountplan("Jeroen Bekhuis", "coördinator valpreventie", (Pet(C, "gemeente"),)),
    "trainer": Accountplan("Esther Wolbert", "beweegdocent", (Pet(T, "bornesport"),)),
    "trainer2": Accountplan("Mark Steggink", "oefentherapeut", (Pet(T, "fysio"),)),
    "teller": Accountplan("Joyce Koehorst", "administratie", (Pet(Rol.TELLER, "wijkracht", ook=(WELZIJN, KANSRIJK)),)),
    "projectleider": Accountplan(
        "Arjan Lenferink", "projectleider GALA", (Pet(Rol.PROJECTLEIDER, "gemeente", ook=(WELZIJN, KANSRIJK)),)
    ),
    "beheerder": Accountplan(
        "Wendy Schepers", "functioneel beheerder", (Pet(Rol.BEHEERDER, "gemeente", verzoeken=True),)
    ),
    "fg": Accountplan("Hester Borghuis", "functionaris gegevensbescherming", (Pet(Rol.FG, "gemeente"),)),
    "regio": Accountplan(
        "Paul Vennegoor",
        "projectleider regio",
        (
            Pet(Rol.PROJECTLEIDER, "gemeente", ook=(WELZIJN, KANSRIJK), regio=True),
            Pet(Rol.PROJECTLEIDER, "gemeente_tubbergen", regio=True),
        ),
    ),
    "coordinator.tubbergen": Accountplan(
        "Miriam Oude Hengel", "coördinator valpreventie", (Pet(C, "gemeente_tubbergen"),)
    ),
    "huisarts.tubbergen": Accountplan(
        "Gijs Bruns", "huisarts", (Pet(V, "huisarts_tubbergen"), Pet(B, "huisarts_tubbergen"))
    ),
    "trainer.tubbergen": Accountplan("Anouk Heerink", "fysiotherapeut", (Pet(T, "fysio_tubbergen"),)),
}
