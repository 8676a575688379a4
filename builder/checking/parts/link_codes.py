"""What the codes of `check --links` mean, which asks hosts for the addresses of sources."""

from builder.checking.parts.explanation import hint, warning

LINKS = (
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
