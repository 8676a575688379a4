"""Recognise a reference that is written as other programs write it, or a list written as one word."""

import re

from builder.model.advice import Advice, write
from builder.model.patterns import pattern
from builder.model.register import Register
from builder.model.tracking import without_tracking
from builder.reading.coordinates import point_meant
from builder.reading.nodes import Scalar
from builder.reading.not_yaml import in_quotation_marks

_LONGEST = 500
_ADDRESS = pattern(r"(?i)(?:https?://|www\.)\S+")
_LINK = pattern(r"\[(?P<words>[^\[\]]+)\]\((?P<address>https?://[^()\s]+)\)")
# A host without what begins an address: a name with a dot in it, and a path.
_HOST = pattern(r"(?i)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/\S*")
_YEAR = pattern(r"\b(?:1[5-9]|20)\d\d\b")
_DOI = pattern(r"(?i)(?:doi:\s*|https?://(?:dx\.)?doi\.org/)(?P<doi>10\.\d{4,9}/\S+)")
_BETWEEN = pattern(r"\s*(?:[,;•·|\n]|\s/\s|\band\b|&|\]\]\s+\[\[)\s*")
# A link of Obsidian with other words for readers.
_SHOWN_AS = pattern(r"\[\[([^\[\]|]+)\|[^\[\]]*\]\]")
_AROUND = "[]“”„‟«»‹›‘’‚\"'@# "


def otherwise_written(word: str, register: Register, is_one_of_many: bool = True) -> Advice:
    """Advise what to write for a word that is no name: a list of names, a name with signs around it, an address.

    `is_one_of_many` says that there may be a list in its place."""
    if len(word) > _LONGEST:
        return Advice()
    if register.noun == "source" and len(_ADDRESS.findall(word)) > 1:
        return Advice("write a list with an item for each of them: - {title: …, publisher: …, URL: …}")
    if register.noun == "source" and (source := _source_in(word)):
        return Advice(f"write {source}")
    if register.noun == "source" and len(word.split()) > 2 and _YEAR.search(word):
        return Advice(
            "write it out as {title: …, publisher: …, issued: …}, or the id of a source in content/sources/"
        )
    if register.noun == "place" and (point := point_meant(Scalar(word, 1, 1))):
        return Advice(f"write the id or a name of the place, and `point: [{point[0]}, {point[1]}]` in its own file")
    if _ADDRESS.match(word):
        return Advice(f"write the id or a name of the {register.noun}; an address belongs in `sources`")
    parts = [part.strip(_AROUND) for part in _BETWEEN.split(_SHOWN_AS.sub(r"[[\1]]", word))]
    parts = [part for part in parts if part]
    known = [_name_of(part, register) for part in parts]
    if len(parts) > 1 and any(known) and not is_one_of_many:
        return Advice(f"name one {register.noun} here")
    if len(parts) > 1 and any(known):
        listed = f"[{', '.join(parts)}]"
        # Unknown names are reported once each is an item of its own.
        proposed = (listed,) if all(known) else ()
        return Advice(f"write {listed}: a list is written in brackets", proposed, word if proposed else "")
    if len(parts) == 1 and known[0] and parts[0] != word:
        return write(parts[0], instead_of=word)
    return Advice()


def _source_in(word: str) -> str | None:
    """Return the record of a source that is written as a link, an address or a DOI."""
    if found := _DOI.fullmatch(word):
        return f"{{title: …, publisher: …, DOI: {found['doi']}}}"
    if found := _LINK.fullmatch(word):
        return _record(found["words"], found["address"])
    if _HOST.fullmatch(word):
        return _record("", word)
    if found := _ADDRESS.search(word):
        # Words before an address are probably a title.
        return _record(word[: found.start()], found[0].rstrip(">)].,;"))
    return None


def _record(title: str, address: str) -> str:
    title = " ".join(title.split()).strip(" :,;–—-<([") or "…"
    # What YAML keeps for itself would end the title, or begin something else.
    title = title if re.fullmatch(r"[^\W_](?:[^,:#\[\]{}]|,(?! )|:(?! ))*|…", title) else in_quotation_marks(title)
    whole = address if "://" in address else f"https://{address}"
    return f"{{title: {title}, publisher: …, URL: {without_tracking(whole)}}}"


def _name_of(part: str, register: Register) -> str | None:
    return part if len(register.find(part)) == 1 else None
