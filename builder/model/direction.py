"""Tell from a language tag in which direction the language is written."""

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"})


def direction_of(language: str | None) -> str:
    """Tell in which direction a language is written."""
    return "rtl" if (language or "").partition("-")[0] in _RIGHT_TO_LEFT else "ltr"
