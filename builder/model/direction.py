"""Find the direction in which a language is written from its tag."""

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"})


def direction_of(language: str | None) -> str:
    """Return in which direction a language is written."""
    return "rtl" if (language or "").partition("-")[0] in _RIGHT_TO_LEFT else "ltr"
