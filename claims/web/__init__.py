"""The web page and the JSON API of a database: `claims serve`; they read and never write."""

from claims.web.app import make_app
from claims.web.guard import allowed_hosts

__all__ = ["allowed_hosts", "make_app"]
