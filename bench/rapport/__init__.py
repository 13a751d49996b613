"""What a report costs: a gemeente among 342 beside the same gemeente alone, and beside bare SQL.

`vulling` makes the two databases, `vloer` asks the same of them without the app, `werken` says what is measured.
"""
