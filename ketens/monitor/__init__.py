"""Monitor: the chapter about the ketens in the yearly Monitor Sociaal Domein: text after the figures, and remarks.

Bezit: opmerkingen. Kent: vaststellingen, publicaties, verslagen en eronder.
"""
