"""When it was said, when it holds, and when the counted things happened."""
