"""What the codes of exported sources and of digests mean, which are told while files are read and resolved."""

from builder.checking.parts.explanation import error, hint

EVIDENCE = (
    hint(
        "export-partly-read",
        "What a program exports is read as far as it can be. Told once for a file.",
        "A library holds much that nobody cites, and the next export writes over what is corrected here.",
        "Correct the record where it is exported from, if you cite it.",
    ),
    error(
        "source-incomplete",
        "A source that is cited has a title, and can be found.",
        "A reader could do nothing with it.",
        "Complete the record where it is exported from, and export it again; or write the source out in the entry.",
    ),
    error(
        "sha256-form",
        "A digest is 64 hex digits, or `true` to have it worked out.",
        "Who keeps a copy compares it with the digest.",
        "Write `sha256: true`, with the file in content/media/.",
    ),
)
