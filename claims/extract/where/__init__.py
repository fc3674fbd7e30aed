"""Where it happened: the places of a passage and their keys in the gazetteer."""
