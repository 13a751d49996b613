"""Word lists for invented people: first names by the years in which they were given, surnames, streets, addresses."""

from dataclasses import dataclass


def _lijst(tekst: str) -> tuple[str, ...]:
    return tuple(deel.strip() for regel in tekst.splitlines() for deel in regel.split("|"))


# Until which birth year these names were the usual ones: women, men.
VOORNAMEN: tuple[tuple[int, str, str], ...] = (
    (
        1939,
        "Hendrika Johanna Aleida Geertruida Willemina Diny Riek Truus Mien Grada Hermina Bertha Toos Femia Lies Annie",
        "Johan Gerrit Hendrik Bernard Herman Antoon Gerhard Jannes Willem Albert Egbert Derk Hein Lambert Jan Marinus",
    ),
    (
        1949,
        "Gerda Ria Dinie Wil Tonnie Ans Corrie Hennie Joke Riet Tineke Greetje Leny Betsy Ineke Marie Tiny Nel Gerrie",
        "Henk Jan Gerard Wim Bennie Theo Harry Frans Hennie Joop Piet Cor Ben Leo Kees Arend Evert Jaap Nico Tonnie",
    ),
    (
        1964,
        "Marian Ellen Marijke Anneke Yvonne Karin Hetty Carla Thea Wilma Gea Jannie Trudy Margriet Els Anja Mieke José",
        "Hans Rob Peter John Ton Paul René Bert Jos Gert Herman Dick Ronald Erik Fred Martin Ruud Geert Wouter Frits",
    ),
    (
        1984,
        "Monique Petra Saskia Mirjam Esther Sandra Linda Bianca Wendy Marloes Ingrid Chantal Manon Nicole Mariska",
        "Dennis Marcel Edwin Jeroen Michel Bas Arjan Robert Sander Remco Patrick Vincent Maikel Jurgen Erwin",
    ),
    (
        9999,
        "Lisa Anouk Kim Sanne Laura Lieke Fleur Eline Romy Demi Naomi Sophie Maud Iris Noa Jolijn Marit Yara",
        "Tim Kevin Rick Niels Stijn Jesse Luuk Thijs Sven Koen Daan Mees Bram Jelle Ruben Joris Sem",
    ),
)

ACHTERNAMEN: tuple[str, ...] = _lijst(
    """Jansen|Kamphuis|Nijhuis|Oude Nijhuis|ter Haar|Morsink|Lansink|Wiefferink|Boomkamp|Spanjer|Kosters|Hulshof
    Scholten|Velthuis|Meijerink|Olde Riekerink|Bruggink|Leferink|ten Thije|Engbers|Klein Rot|Vaarhorst|Slaghuis
    de Vries|van den Berg|van Dijk|de Jong|Bakker|Visser|Smit|Meijer|Mulder|de Boer|Bos|Vos|Hendriks|van der Veen
    Wolters|Hofstede|Groothuis|Nieuwenhuis|Oosterlaken|Westerhof|Zuidema|Noordman|te Riele|Tijhuis|Pierik|Haarhuis
    Kottink|Wissink|Temmink|Brummelhuis|Lubbers|Rikhof|Schreur|Wegdam|Kuipers|Molenaar|de Bruin|van Leeuwen|Postma
    van der Meulen|Dekker|Hoekstra|Peters|Huisman|Veldhof|Esman|ten Dam|op den Dries|in het Veld|Koopmans|Roelofs
    Nijhuis-ter Haar|de Vries-Kamphuis|Bakker-Morsink|Smit-Oude Nijhuis|van Dijk-Hulshof|Bos-Scholten|Vos-ten Dam
    Meijer-Boomkamp|Wolters-de Boer|Velthuis-Kosters"""
)

# Families that came to Twente for the textile mills, or later.
ANDERE_NAMEN: tuple[tuple[str, str, str], ...] = (
    ("Fatma", "Yılmaz", "vrouw"),
    ("Hasan", "Demir", "man"),
    ("Ayşe", "Kaya", "vrouw"),
    ("Maria", "Rodríguez", "vrouw"),
    ("Giuseppe", "Ferrari", "man"),
    ("Shamiram", "Aydın", "vrouw"),
    ("Carolina", "Tahapary", "vrouw"),
    ("Julius", "Wattimena", "man"),
    ("Zofia", "Nowak", "vrouw"),
)

TUSSENVOEGSELS = ("van der", "van den", "op den", "in het", "van", "de", "den", "ter", "ten", "te")

# Streets as every village has them; with these letters no postcode is in use for them.
STRATEN: tuple[str, ...] = _lijst(
    """Esweg|Molenkamp|Weversweg|Spinnershof|Bleekveld|Linnenpad|Boomgaardweg|Kampweg|Lindehof|Eikenhof|Merelstraat
    Leeuwerikweg|Korenbloemhof|Beukenlaan|Meidoornlaan|Zandpad|Hooiweg|Klaverkamp|Haverkamp|Roggekamp|Bronhof
    Veldweg|Kersenhof|Zwaluwweg|Vlasakker|Hazelaarhof|Wilgenpad|Berkenlaan"""
)


@dataclass(frozen=True, slots=True)
class Buurt:
    """Part of a gemeente: PC4, how many of a hundred residents live there."""

    plaats: str
    wijk: str
    pc4: str
    gewicht: int


BUURTEN: dict[str, tuple[Buurt, ...]] = {
    "borne": (
        Buurt("Borne", "Centrum", "7621", 22),
        Buurt("Borne", "Oud Borne", "7621", 14),
        Buurt("Borne", "Stroom Esch", "7623", 18),
        Buurt("Borne", "Bornsche Maten", "7622", 14),
        Buurt("Borne", "Letterveld", "7622", 14),
        Buurt("Zenderen", "Zenderen", "7625", 11),
        Buurt("Hertme", "Hertme", "7626", 7),
    ),
    "tubbergen": (
        Buurt("Tubbergen", "Tubbergen", "7651", 40),
        Buurt("Albergen", "Albergen", "7665", 25),
        Buurt("Geesteren", "Geesteren", "7678", 20),
        Buurt("Fleringen", "Fleringen", "7666", 15),
    ),
}
