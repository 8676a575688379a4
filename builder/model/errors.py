"""What is at fault in the user's situation: a folder that cannot be written, a theme that is not there."""


class BuilderError(Exception):
    """The situation is at fault, not the author: one sentence, and what to do."""
