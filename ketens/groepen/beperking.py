"""Offers when a record is restricted (besluit 0049)."""

from ketens.gebruikers.wie import Wie
from ketens.groepen.aanbieden import laat_los_en_vul
from ketens.groepen.bezetting import open_aanbiedingen
from ketens.groepen.plaatsen import Plaatsaanbod
from ketens.inwoners.beperking import Beperking, bij_beperking


@bij_beperking
def trek_aanbiedingen_terug(beperking: Beperking, _door: Wie) -> None:
    """An offer asks for an answer: it goes to who is next. The place in a group and the day of waiting stay."""
    laat_los_en_vul(open_aanbiedingen(Plaatsaanbod.inwoner_id == beperking.inwoner_id), "beperkt", door=None)
