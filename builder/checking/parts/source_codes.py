"""What the codes of sources mean: of exports and digests, and of `check --links`, which asks hosts for addresses."""

from builder.checking.parts.explanation import error, hint, warning

SOURCES = (
    hint(
        "export-partly-read",
        "Exported files are read as far as possible. Reported once for each file.",
        "A library contains much that nobody cites, and the next export overwrites corrections made here.",
        "If you cite the record, correct it in the exporting program.",
    ),
    error(
        "source-incomplete",
        "A cited source has a title and can be found.",
        "Otherwise readers could do nothing with it.",
        "Complete the record in the exporting program and export it again, or write the source out in the entry.",
    ),
    error(
        "sha256-form",
        "A digest is 64 hex digits, or `true` to have it calculated.",
        "People who keep a copy can compare it with the digest.",
        "Write `sha256: true`, with the file in content/media/.",
    ),
    warning(
        "link-dead",
        "The address of a source leads to the source.",
        "Readers who follow it cannot see what was read there.",
        "Find out where the page is now, or add `archived` with an archived copy: `dateline archive` looks for one.",
    ),
    hint(
        "link-moved",
        "A source is given with its current address.",
        "Hosts do not redirect from former addresses for ever.",
        "Write the new address if the page there is the same.",
    ),
    hint(
        "link-unanswered",
        "The address of a source answers.",
        "Many hosts refuse programs but serve people; others are temporarily down.",
        "Open it in a browser. `archived` helps readers who have the same problem.",
    ),
)
