"""What the codes of limits mean: files that cannot be read, and those that would keep a builder busy for hours."""

from builder.checking.parts.explanation import error

LIMITS = (
    error(
        "file-unreadable",
        "Every file in content/ is readable, is at most 16 MB of text, and does not change while it is read.",
        "A site built without one of its files would lose an entry unnoticed.",
        "Check the permissions, split what is too large, or run the command again.",
    ),
    error(
        "text-marks",
        "A text contains at most 30,000 lines, brackets and other Markdown marks.",
        "Each of them takes time; a page with more is a mistake or an attempt to stall the build.",
        "Split the text into several entries or pages.",
    ),
    error(
        "list-long",
        "A list in an entry has at most 500 items.",
        "A longer list is a mistake or an attempt to stall the build.",
        "Split the entry, or remove what does not belong there.",
    ),
)
