"""Recognise a reference that is written as other programs write it, or a list written as one word."""

import re

from builder.model.advice import Advice, write
from builder.model.register import Register

_LONGEST = 500
_ADDRESS = re.compile(r"(?i)(?:https?://|www\.)\S+")
_BETWEEN = re.compile(r"\s*(?:[,;]|\band\b|&|\]\]\s+\[\[)\s*")
_AROUND = "[]“”„‟«»‹›‘’‚\"'@# "


def otherwise_written(word: str, register: Register) -> Advice:
    """Advise what to write for a word that is no name: a list of names, a name with signs around it, an address."""
    if len(word) > _LONGEST:
        return Advice()
    if register.noun == "source" and (found := _ADDRESS.search(word)):
        # Words before an address are probably a title.
        title = word[: found.start()].strip(" :,;–—-<([") or "…"
        return Advice(f"write {{title: {title}, publisher: …, URL: {found[0].rstrip('>)].,;')}}}")
    parts = [part.strip(_AROUND) for part in _BETWEEN.split(word)]
    parts = [part for part in parts if part]
    known = [_name_of(part, register) for part in parts]
    if len(parts) > 1 and any(known):
        listed = f"[{', '.join(parts)}]"
        # Unknown names are reported once each is an item of its own.
        proposed = (listed,) if all(known) else ()
        return Advice(f"write {listed}: a list stands in brackets", proposed, word if proposed else "")
    if len(parts) == 1 and known[0] and parts[0] != word:
        return write(parts[0], instead_of=word)
    return Advice()


def _name_of(part: str, register: Register) -> str | None:
    return part if len(register.find(part)) == 1 else None
