"""What the codes of limits mean: files that cannot be read, and those that would keep a builder busy for hours."""

from builder.checking.parts.explanation import error

LIMITS = (
    error(
        "file-unreadable",
        "Every file of content/ can be read, is at most 16 MB of text, and stays as it is while it is read.",
        "A site built without one of its files would lose an entry without a word.",
        "Check the permissions, divide what is too large, or run the command again.",
    ),
    error(
        "text-marks",
        "A text holds at most 30,000 lines, brackets and other marks of Markdown.",
        "Each of them takes time; a page that holds more is made by mistake, or to keep the builder busy.",
        "Divide the text into several entries or pages.",
    ),
    error(
        "list-long",
        "A list in an entry has at most 500 items.",
        "Longer ones are made by mistake, or to keep the builder busy.",
        "Divide the entry, or take out what does not belong there.",
    ),
)
