"""The nouns of a chronology, frozen: what the readers make and every later floor uses."""
