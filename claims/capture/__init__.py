"""What is taken in: a saved file, a text or an address becomes a Capture, its bytes kept as they came."""

from claims.capture.files import LIMIT, capture_file, capture_text

__all__ = ["LIMIT", "capture_file", "capture_text"]
