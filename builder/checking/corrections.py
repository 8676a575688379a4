"""Rules on corrections (V): what was wrong is said openly, and there is a place to learn of it."""

import re
from collections.abc import Iterator

from builder.checking.parts.entry_under_review import EntryUnderReview
from builder.checking.parts.explanation import warning
from builder.model.archive import Archive
from builder.model.entry import CorrectionKind
from builder.model.problem import Finding


def a_correction_says_what_was_wrong(subject: EntryUnderReview) -> Iterator[Finding]:
    """V3: a reader who saw the mistake should recognise it."""
    for number, correction in enumerate(subject.entry.corrections):
        is_correction = correction.kind in (CorrectionKind.CORRECTION, CorrectionKind.RETRACTION)
        words = re.findall(r"\w+", correction.text.lower())
        if is_correction and not correction.was and (len(words) < _ENOUGH or _EMPTY.issuperset(words)):
            says = f'"{correction.text}" does not say what was wrong'
            hint = "add `was` and `now`, or say it in `text`"
            yield Finding("", ("corrections", number), "V3", says, hint)


def the_publication_can_be_held_to_account(archive: Archive) -> Iterator[Finding]:
    """V4: readers learn how it is made, how it is corrected, and where to write."""
    pages = archive.site.pages
    named = (("methodology", pages.methodology), ("corrections", pages.corrections), ("contact", pages.contact))
    missing = [name for name, page in named if page is None]
    if missing and archive.site.title and archive.entries:
        says = f"site.yaml gives no page for {', '.join(missing)}"
        hint = f"write it in content/pages/ and add `pages: {{{missing[0]}: ID}}`"
        yield Finding("content/site.yaml", ("pages",), "V4", says, hint)


# "Corrected a typing error" tells nobody which; so many words may.
_ENOUGH = 4
# Nor do any number of these.
_EMPTY = frozenset(
    "a an and article been contained correct corrected correction corrects date dates details earlier entry error "
    "errors fact facts figure figures fixed had has have in incorrect information is it made mended mistake mistakes "
    "name names now number numbers of our place previous some summary text that the there this title typing updated "
    "version was we were wrong".split()
)

RULES = (the_publication_can_be_held_to_account,)
ENTRY_RULES = (a_correction_says_what_was_wrong,)

EXPLANATIONS = (
    warning(
        "V3",
        "A correction says what was wrong.",
        "Readers who saw the mistake, or passed it on, should recognise it.",
        "Add `was` and `now`, or say both in `text`.",
        "corrections: [{date: 2031-04-18, text: Title corrected.}]",
        "corrections: [{date: 2031-04-18, text: Title corrected., was: one lane, now: two lanes}]",
    ),
    warning(
        "V4",
        "A publication has pages on its method, its corrections and how to contact it.",
        "People who are written about must be able to object.",
        "Write the pages and list them in site.yaml.",
        "title: The Northford chronology",
        "title: The Northford chronology\npages: {methodology: how, corrections: corrections, contact: contact}",
    ),
)
