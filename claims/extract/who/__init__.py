"""Who says it: the credits of a passage, and whom their words mean."""
