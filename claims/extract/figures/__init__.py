"""The figures of a passage: every number that counts something, what it counts, and how exactly."""
