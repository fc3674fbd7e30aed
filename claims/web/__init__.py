"""The web page and the JSON API of a database: `claims serve`; people read there and, on loopback, review."""

from claims.web.app import api_schema, make_app
from claims.web.guard import allowed_hosts, is_loopback

__all__ = ["allowed_hosts", "api_schema", "is_loopback", "make_app"]
