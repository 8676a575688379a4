"""What the codes of exported sources and of digests mean, which are told while files are read and resolved."""

from builder.checking.parts.explanation import error, hint

EVIDENCE = (
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
)
