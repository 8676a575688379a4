"""Licences of texts and data by their SPDX names, and those that are meant by what people write."""

import re

# The licences of texts and data among them; others are taken as they are written.
LICENCES = frozenset(
    (
        *(
            f"CC-{terms}-{version}"
            for terms in ("BY", "BY-NC", "BY-NC-ND", "BY-NC-SA", "BY-ND", "BY-SA")
            for version in ("1.0", "2.0", "2.5", "3.0", "4.0")
        ),
        *("CC0-1.0", "ODbL-1.0", "ODC-By-1.0", "PDDL-1.0", "GFDL-1.3-only", "GFDL-1.3-or-later"),
    )
)


def licence_meant(text: str) -> str | None:
    """Return the SPDX name that a text is another spelling of; None where it names none of these, or is right."""
    if text in LICENCES:
        return None
    plain = re.sub(r"[^a-z0-9]+", "", text.lower())
    for word, name in _SHORT:
        if plain.startswith(word):
            return None if text == name else name
    if not plain.startswith(("cc", "creativecommons", "attribution")):
        return None
    terms = [short for short, pattern in _TERMS if re.search(pattern, text, re.IGNORECASE)]
    version = re.search(r"(?<![\d.])([1-4])(?:\.([05]))?(?![\d.])", text)
    name = f"CC-{'-'.join(terms)}-{f'{version[1]}.{version[2] or 0}' if version else '4.0'}"
    return name if name in LICENCES and text != name and not text.startswith(f"{name}-") else None


_SHORT = (
    ("cc0", "CC0-1.0"), ("cczero", "CC0-1.0"), ("creativecommonszero", "CC0-1.0"), ("odbl", "ODbL-1.0"),
    ("opendatabaselicen", "ODbL-1.0"), ("odcby", "ODC-By-1.0"), ("pddl", "PDDL-1.0"),
)  # fmt: skip
_TERMS = (
    ("BY", r"\bby\b|attribution"),
    ("NC", r"\bnc\b|non-?\s?commercial"),
    ("ND", r"\bnd\b|no-?\s?deriv"),
    ("SA", r"\bsa\b|share-?\s?alike"),
)
