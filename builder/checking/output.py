"""Rules on what is published (O): headings in order, and texts that say which language they are in."""

from collections.abc import Iterator
from types import MappingProxyType

from builder.checking.parts.entry_under_review import EntryUnderReview
from builder.checking.parts.explanation import error, warning
from builder.model.problem import Finding


def headings_go_down_step_by_step(subject: EntryUnderReview) -> Iterator[Finding]:
    """O3: who hears a page moves by its headings; one that is two levels below the last seems to miss something."""
    headings = [text for text in subject.texts if text.passage and text.passage.level]
    # The levels that a body uses are moved up to the title without a gap: their order counts, not their number.
    levels = sorted({text.passage.level for text in headings if text.passage})
    above = -1
    for text in headings:
        assert text.passage is not None
        step = levels.index(text.passage.level)
        if step > above + 1:
            says = "this heading is more than one level below the one before it"
            yield subject.finding(text, 0, 1, "O3", says, "remove one #, or move it below a heading of that level")
        above = step


def a_text_says_its_language(subject: EntryUnderReview) -> Iterator[Finding]:
    """O3: a voice that reads Armenian as English reads nothing."""
    entry, site = subject.entry, subject.directory.site
    texts = "".join(text.text for text in subject.texts)
    if entry.lang or texts.isascii():
        return
    expected = _SCRIPTS.get(site.language.partition("-")[0].lower(), "Latin")
    if expected == "Latin" and _is_mostly_ascii(texts):
        return
    script = _script_of(texts)
    # Half of the letters of Japanese are Chinese ones, and some titles have no others.
    if script and script != expected and (expected, script) != ("Japanese", "Chinese"):
        says = f'the text is in {script} script, but the site is in "{site.language}"'
        yield Finding("", ("title",), "O3", says, "add `lang`")


def _is_mostly_ascii(text: str) -> bool:
    """Return whether letters outside ASCII are too few to be the text's own script: cheaper than counting them."""
    ascii = text.encode("ascii", "ignore")
    others = len(text) - len(ascii)
    return others <= max(_A_FEW, len(ascii.translate(None, _NO_LETTERS)))


def _script_of(text: str) -> str | None:
    """Name the script of most letters."""
    counts = dict.fromkeys((name for _, _, name in _RANGES), 0)
    for char in text:
        if char.isalpha():
            for first, last, name in _RANGES:
                if first <= char <= last:
                    counts[name] += 1
                    break
    script = max(counts, key=lambda name: counts[name])
    return script if counts[script] > max(_A_FEW, sum(counts.values()) // 2) else None


# So many letters may be a name, or a word that is quoted.
_A_FEW = 20
_NO_LETTERS = bytes(sign for sign in range(128) if not chr(sign).isalpha())
_RANGES = (
    ("A", "\u024f", "Latin"),
    ("\u0370", "\u03ff", "Greek"),
    ("\u0400", "\u052f", "Cyrillic"),
    ("\u0530", "\u058f", "Armenian"),
    ("\u0590", "\u05ff", "Hebrew"),
    ("\u0600", "\u077f", "Arabic"),
    ("\u0900", "\u097f", "Devanagari"),
    ("\u10a0", "\u10ff", "Georgian"),
    ("\u1e00", "\u1eff", "Latin"),
    ("\u3040", "\u30ff", "Japanese"),
    ("\u3400", "\u9fff", "Chinese"),
    ("\uac00", "\ud7af", "Korean"),
)
_SCRIPTS = MappingProxyType(
    {"el": "Greek", "hy": "Armenian", "he": "Hebrew", "ka": "Georgian", "hi": "Devanagari", "ko": "Korean"}
    | dict.fromkeys("ru uk be bg mk sr kk ky mn tg".split(), "Cyrillic")
    | dict.fromkeys("ar fa ur ps ckb".split(), "Arabic")
    | {"ja": "Japanese", "zh": "Chinese", "yi": "Hebrew", "mr": "Devanagari", "ne": "Devanagari"}
)

ENTRY_RULES = (headings_go_down_step_by_step, a_text_says_its_language)

EXPLANATIONS = (
    error(
        "O1",
        "No two outputs have the same path.",
        "One would replace the other.",
        "Give one of the two another id.",
        "content/pages/actors.md   # the address of all actors",
        "content/pages/all-actors.md",
    ),
    error(
        "O2",
        "Links within the site lead to a page.",
        "A broken link is a dead end for readers.",
        "Write [[id]] instead of an address.",
        "[the bridge](/entries/bridge/)",
        "[[2031-04-05-bridge-at-northford-closed|the bridge]]",
    ),
    error(
        "O3",
        "Headings descend one level at a time, and text in another script states its language.",
        "Screen readers navigate by headings and choose a voice by language.",
        "Remove a #, or add `lang: hy`.",
        "## Talks\n#### Terms\n### Answers",
        "## Talks\n### Terms\n### Answers",
    ),
    warning(
        "O4",
        "A page is at most 500 kB. `dateline build` reports this; pages are not measured before they are built.",
        "Readers near the events have slow connections.",
        "Shorten the text, or split the entry.",
    ),
)
