"""What is taken in: a saved file, a text or an address becomes a Capture, its bytes kept as they came."""

from claims.capture.files import LIMIT, capture_file, capture_text
from claims.capture.inputs import open_input
from claims.capture.met import Fetch, Input, Item, Met, PassedOver
from claims.capture.taken import UNSAID, Taken, Visiting

__all__ = [
    "LIMIT",
    "UNSAID",
    "Fetch",
    "Input",
    "Item",
    "Met",
    "PassedOver",
    "Taken",
    "Visiting",
    "capture_file",
    "capture_text",
    "open_input",
]
