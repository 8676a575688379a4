"""Files into the model: every mistake of an author becomes a placed problem, and nothing is guessed."""
