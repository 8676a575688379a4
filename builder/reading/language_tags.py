"""Read language tags (BCP 47): what is none is answered with the tag that it means."""

import re

from builder.model.advice import Advice, write

TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LONGEST = 40
_WELL_KNOWN = "hy az ru ka tr fa ar uk fr de es it pl he zh".split()


def wrong_with_language(text: str) -> tuple[str, Advice] | None:
    """Return why a text is no language tag, and what to write; None where it has the form of one."""
    if TAG.fullmatch(text):
        return None
    meant = _meant_by(text)
    hint = write(meant, quotes="") if meant else Advice('write a tag, such as "hy", "az", "ru", "en", "zh-Hant"')
    return "not a BCP 47 language tag", hint


def _meant_by(text: str) -> str | None:
    """Return the tag of a language's English or own name, or one with other signs between its parts."""
    if len(text) > _LONGEST:
        return None
    joined = re.sub(r"[\s_]+", "-", text.strip())
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})+", joined) and len(joined) < len("en-Latn-GB"):
        return joined
    # Only a mistake needs them.
    from babel import Locale

    plain = text.strip().casefold()
    names = {name.casefold(): tag for tag, name in Locale.parse("en").languages.items() if len(tag) in (2, 3)}
    own = {str(Locale.parse(tag).get_language_name(tag)).casefold(): tag for tag in _WELL_KNOWN}
    found: str | None = names.get(plain) or own.get(plain)
    return found
