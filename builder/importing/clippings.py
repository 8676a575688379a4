"""Read a clipping, a saved article, into a draft that says what the article is, and guesses nothing that it reports.

Its own sentences stay private. Its day bounds the event from above: what it tells of happened by then."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from msgspec.structs import replace

from builder.importing.article import Article
from builder.importing.citing import language_of, source_of
from builder.importing.dates_elsewhere import day_of, edtf_of
from builder.importing.html_article import article_in_html
from builder.importing.kinds import whole_text
from builder.importing.record import Found, ImportSource, Incident, Origin, Spoilt, Unmapped
from builder.model.source import Source

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATES = re.compile(rf"\b(?:\d{{4}}-\d\d-\d\d|{_DAY} {_MONTHS},? \d{{4}}|{_MONTHS} {_DAY},? \d{{4}})")
_RELATIVE = re.compile(
    rf"\b(today|yesterday|(?:on |last |this )?(?:{'|'.join(_WEEKDAYS)})|(?:\d+|two|three|four|five|six) days ago)\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"(?i)^(?:by|reporting by|photo(?:graph)?(?: by)?:?|credit:|©|editing by)\s+\S.{0,120}$")
_OUTLET = re.compile(r"(?im)^(?:source|outlet|publication|newspaper|publisher):\s*(.+)$")
_ADDRESS = re.compile(r"https?://[^\s<>\"()]+")
_NUMBERS = ("", "", "two", "three", "four", "five", "six")


def read_clipping(material: ImportSource) -> Iterator[Found]:
    """Read one clipping."""
    text = whole_text(material).removeprefix("\ufeff")
    is_html = material.path.suffix.lower() in (".html", ".htm")
    article = article_in_html(text) if is_html else article_in_text(text)
    if not article.title:
        raise Spoilt("nothing in it", "a clipping begins with its headline")
    if not article.day:
        raise Spoilt("no date of its own in it", "add a line with the day on which it appeared, such as 5 April 2031")
    for missing, said in (("outlet", article.outlet), ("address", article.url)):
        if not said:
            yield Unmapped(material.name, "", f"it does not say its {missing}")
    yield Unmapped(material.name, "", "its sentences are kept under `private`; no claim is made of them")
    yield Incident(
        origin=Origin(material.name, 1, hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()),
        id=f"{article.day}-{material.path.stem}",
        title=f"[What happened, as told in {material.name}]",
        date=f"[..{article.day}]",
        sources=(_source(article),),
        searched="\n".join((article.title, *article.lines)),
        private=_private(article),
    )


def article_in_text(text: str) -> Article:
    """Take a plain text apart: its headline, then lines on itself, then its sentences."""
    lines = tuple(line.strip().lstrip("#").strip() for line in text.split("\n") if line.strip())
    outlet, day = "", ""
    for line in lines[1:_MOST_LINES_ON_ITSELF]:
        found = _DATES.search(line)
        rest = re.sub(r"(?i)\b(published|updated|posted|on|at)\b", "", line.replace(found[0], "")) if found else ""
        rest = rest.strip(" ,;:|–—-·.")
        if found and not day and len(rest) < _LONGEST_OUTLET:
            day = day_of(edtf_of(found[0].replace(".", "")))
            outlet = "" if _CREDIT.match(rest) else rest
    if said := _OUTLET.search(text):
        outlet = said[1].strip()
    address = next(iter(_ADDRESS.findall("\n".join(lines[:_MOST_LINES_ON_ITSELF]))), "")
    authors = tuple(line[3:].strip() for line in lines[1:_MOST_LINES_ON_ITSELF] if re.match(r"(?i)by\s+[A-Z]", line))
    return Article(lines[0] if lines else "", lines[1:], outlet, day, address, "", authors)


def _source(article: Article) -> Source:
    made = source_of(article.title, article.outlet or "[who published it]", article.day, article.url)
    return replace(made, language=language_of(article.lang), authors=article.authors)


def _private(article: Article) -> Mapping[str, object]:
    """Keep what the article says, and which days its words may mean, for the author alone."""
    credits = [line for line in article.lines if _CREDIT.match(line)]
    days = dict(_days_meant("\n".join(article.lines), article.day))
    sentences = [line for line in article.lines if line not in credits]
    return {"sentences": sentences, "credits": credits, "days": days}


def _days_meant(text: str, own: str) -> Iterator[tuple[str, str]]:
    """Pair words that mean a day with the day; those that count from the article's own are reckoned from it."""
    for found in _DATES.findall(text):
        try:
            yield found, edtf_of(found.replace(".", ""))
        except Spoilt:
            continue
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", own):
        return
    day = date.fromisoformat(own)
    for found in _RELATIVE.findall(text):
        yield found, (day - timedelta(days=_days_before(found.lower(), day))).isoformat()


def _days_before(words: str, day: date) -> int:
    if words.endswith("ago"):
        number = words.split()[0]
        return int(number) if number.isdecimal() else _NUMBERS.index(number)
    if words in ("today", "yesterday"):
        return int(words == "yesterday")
    weekday = _WEEKDAYS.index(words.split()[-1])
    return (day.weekday() - weekday) % 7 or (7 if words.startswith("last") else 0)


# Lines at the head of a clipping that may be on the clipping itself.
_MOST_LINES_ON_ITSELF = 8
_LONGEST_OUTLET = 60
