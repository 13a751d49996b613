"""Measurements: what the app's work costs in CPU, as a ratio to a bare floor in the same run. Never a timed test.

`python -m bench` (or `make bench`) fills a database, starts the floor and the app, each in a gunicorn with one sync
worker, lets a client sign in and work, and prints a table. For many at once (`wedloop`) it is four workers and the
clock on the wall. The last figures are kept in docs/metingen.md.
"""
