"""What others ask about signed-off figures."""

from ketens.vaststellingen.stand import Staat, Verschil, geschiedenis, klopt, stand_van, vaststelling, verschillen

__all__ = ["Staat", "Verschil", "geschiedenis", "klopt", "stand_van", "vaststelling", "verschillen"]
