"""What is taken in: a saved file becomes a Capture, its bytes kept as they came."""

from claims.capture.files import LIMIT, capture_file

__all__ = ["LIMIT", "capture_file"]
