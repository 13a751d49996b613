"""Public versions of reports: what may be shown without telling how few people a number is about.

`verbergen` is pure (no web, no database): it gets figures and what was published before, and says which to hide.
"""
