"""Verzoeken: what residents ask under the privacy law, its deadline, its decision, and all that is kept of them.
Bezit: `verzoek` and `verzoekgebeurtenis`.

Kent: everything below. A restriction and a note of correction lie with inwoners, for every feature heeds those.
"""
