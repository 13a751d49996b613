"""The blueprint that all public pages hang on."""

from flask import Blueprint

bp = Blueprint("openbaar", __name__)
