"""Read a clipping, a saved article, into a draft that says what the article is, and guesses nothing that it reports.

Its own sentences stay private. Its day bounds the event from above: what it tells of happened by then."""

import re
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from builder.importing.citing import language_of, source_of
from builder.importing.dates_elsewhere import day_if_any, day_of
from builder.importing.days_meant import days_meant, days_named
from builder.importing.html_article import Article, article_in_html
from builder.importing.kinds import whole_text
from builder.importing.post_front import parted
from builder.importing.record import Fields, Found, ImportSource, Incident, Origin, Spoilt, Unmapped, origin_of
from builder.model.placeholders import SOURCE_PUBLISHER
from builder.model.source import Source

_CREDIT = re.compile(
    r"(?i)^\(?(?:by|(?:additional )?reporting by|edit(?:ed|ing) by|writ(?:ten|ing) by|text:"
    r"|photo(?:graph|s)?(?: by)?:?|picture:|image:|credit:|©|\(c\)|copyright)\s+\S.{0,160}$"
)
_BY = re.compile(r"(?i)^by\s+(?=\w)(.+)$")
_OUTLET = re.compile(r"(?im)^(?:source|outlet|publication|newspaper|publisher):\s*(.+)$")
_LABELLED_DAY = re.compile(r"(?im)^\(?(?:first )?(?:published|posted|date|updated|last (?:modified|updated))\b")
_AGENCY = re.compile(r"^[^\W\d_a-z][^()\n]{1,40}\(([A-Z][\w ]{1,30})\)\s*[-–—]")
_ADDRESS = re.compile(r"https?://[^\s<>\"()]+")
# What stands beside a day and an outlet on a line, and is neither.
_BESIDE = re.compile(
    r"(?i)\b(?:first |last )?(?:published|updated|posted|modified|date)\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|\b\d{1,2}[:.]\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?\b|\b(?:UTC|GMT|[A-Z]{2,4}T)\b|\b(?:on|at)\b|(?<!\w)г\."
)


# A line or a part of one that can be nothing but the name of an outlet.
_NAME_OF_OUTLET = re.compile(
    r"(?:[^\W\d_a-z][\w.’'-]* ){0,5}(?:Gazette|Times|News|Post|Herald|Tribune|Courier|Chronicle|Observer|Guardian"
    r"|Journal|Telegraph|Independent|Radio|TV|Television|Press|Agency)|Reuters|AFP|AP|TASS|Interfax|BBC|CNN|DPA|RFE/RL"
)


def read_clipping(material: ImportSource) -> Iterator[Found]:
    """Read one clipping."""
    text = whole_text(material)
    is_html = material.path.suffix.lower() in (".html", ".htm")
    article = _article_in_page(text) if is_html else clipped(*parted(text)) or article_in_text(text)
    yield from clipping(article, origin_of(material.name, 1, text), material.path.stem)


def clipping(article: Article, origin: Origin, stem: str) -> Iterator[Found]:
    """Make a draft that says what an article is, and tell what of it is not there."""
    if not article.title:
        raise Spoilt("nothing in it", "a clipping begins with its headline")
    if not article.day:
        raise Spoilt("no date of its own in it", "add a line with the day on which it appeared, such as 5 April 2031")
    for missing, said in (("outlet", article.outlet), ("address", article.url)):
        if not said:
            yield Unmapped(origin.file, "", f"it does not state its {missing}")
    yield Unmapped(origin.file, "", "its sentences are kept under `private`; no claim is made of them")
    yield Incident(
        origin=origin,
        id=f"{article.day}-{stem}",
        title=f"[What happened, as told in {origin.file.rpartition('/')[2]}]",
        date=f"[..{article.day}]",
        sources=(_source(article),),
        searched="\n".join((article.title, *article.lines)),
        private=_private(article),
    )


def clipped(fields: Fields, body: str) -> Article | None:
    """Take apart what a clipper of web pages saved: its fields name the page; None where they name none."""
    said = {str(key).casefold(): value for key, value in fields.items()}
    url = next((str(said[key]) for key in ("source", "url", "source_url") if _ADDRESS.match(str(said.get(key)))), "")
    days = [day_if_any(str(said.get(key) or "")) for key in ("published", "created", "clipped", "saved")]
    if not url or "date" in said or not any(days):
        return None
    authors = said.get("author") or said.get("authors") or []
    named = authors if isinstance(authors, list) else [authors]
    return replace(
        article_in_text(f"{said.get('title') or ''}\n{body}"),
        outlet=str(said.get("site") or said.get("publisher") or ""),
        day=next(filter(None, days)),
        is_dated=bool(days[0]),
        url=url,
        lang=str(said.get("lang") or said.get("language") or ""),
        authors=tuple(re.sub(r"[\[\]]", "", str(name)) for name in named),
    )


def article_in_text(text: str) -> Article:
    """Take a plain text apart: its headline, then lines on itself, then its sentences."""
    lines = tuple(filter(None, map(_unmarked, text.split("\n"))))
    head = lines[1:_MOST_LINES_ON_ITSELF]
    labelled = [line for line in lines[1:] if _LABELLED_DAY.match(line)]
    days = [(_day_in(line), _rest_of(line)) for line in (*head, *labelled)]
    dated = [(day, rest) for day, rest in days if day and len(rest) < _LONGEST_OUTLET]
    outlet = next((rest for day, rest in dated if rest and not _CREDIT.match(rest)), "")
    agency = next((found[1] for line in head if (found := _AGENCY.match(line))), "")
    byline, authors = _byline(head)
    alone = next((line for line in head[:_MOST_BEFORE_THE_TEXT] if _NAME_OF_OUTLET.fullmatch(line)), "")
    said = [found.strip() for found in _OUTLET.findall("\n".join(lines))]
    named = next((text for text in said if not _ADDRESS.match(text)), "")
    addresses = [text for text in (*said, *lines) if _ADDRESS.fullmatch(text)] + _ADDRESS.findall("\n".join(head))
    return Article(
        lines[0] if lines else "",
        lines[1:],
        named or outlet or byline or alone or agency,
        next((day for day, _ in dated), ""),
        next(iter(addresses), ""),
        "",
        authors,
    )


def _article_in_page(html: str) -> Article:
    """Take a page apart; what its head does not say may stand in its lines."""
    article = article_in_html(html)
    in_lines = article_in_text("\n".join((article.title, *article.lines)))
    day, authors = article.day or in_lines.day, article.authors or in_lines.authors
    return replace(article, day=day, authors=authors, outlet=article.outlet or in_lines.outlet)


def _unmarked(line: str) -> str:
    """Take the signs of Markdown off a line: they are no words of the article."""
    line = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", line.strip().lstrip("#>").strip())
    line = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line)
    return re.sub(r"(\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w))", "", line).strip()


def _day_in(line: str) -> str:
    return next((day_of(day) for _, day in days_named(line)), "")


def _rest_of(line: str) -> str:
    """Return what a line says beside its day: the outlet, where it is short."""
    for written, _ in days_named(line):
        line = line.replace(written, "|")
    parts = re.split(r"\s[-–—·]\s|[|,;]", _BESIDE.sub("", line))
    return next(
        (part for part in (part.strip(" :|–—-·.()") for part in parts) if re.search(r"[^\W\d_]{2}", part)), ""
    )


def _byline(head: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the outlet that a line of credits names last, and the authors before it."""
    found = next((by[1] for line in head if (by := _BY.match(line))), "")
    for written, _ in days_named(found):
        found = found.replace(written, "")
    parts = [part.strip(" ,.|") for part in re.split(r",|\band\b|&|\|", found) if re.match(r"\s*[^\W\d_a-z]", part)]
    # No person is called "The …".
    if len(parts) > 1 and (parts[-1].startswith("The ") or _NAME_OF_OUTLET.fullmatch(parts[-1])):
        return parts[-1], tuple(parts[:-1])
    return "", tuple(parts)


def _source(article: Article) -> Source:
    issued = article.day if article.is_dated else ""
    outlet = article.outlet or ("" if article.url else SOURCE_PUBLISHER)
    made = source_of(article.title, outlet, issued, article.url, accessed="" if article.is_dated else article.day)
    return replace(made, language=language_of(article.lang), authors=article.authors)


def _private(article: Article) -> Mapping[str, object]:
    """Keep what the article says, and which days its words may mean, for the author alone."""
    credits = [line for line in article.lines if _CREDIT.match(line)]
    days = dict(days_meant("\n".join(article.lines), article.day))
    sentences = [line for line in article.lines if line not in credits]
    return {"sentences": sentences, "credits": credits, "days": days}


# Lines at the head of a clipping that may be on the clipping itself.
_MOST_LINES_ON_ITSELF = 8
_LONGEST_OUTLET = 60
# Between headline and text, an outlet may have a line of its own.
_MOST_BEFORE_THE_TEXT = 3
