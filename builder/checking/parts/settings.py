"""What the codes of settings mean: the targets of `deploy`, and what `allow` may and may not do."""

from builder.checking.parts.explanation import error, warning

SETTINGS = (
    error(
        "address-form",
        "The address of a target is a web address.",
        "`dateline deploy` shows where the site can be read.",
        "Write it in full, beginning with https:// or http://.",
    ),
    error(
        "endpoint-form",
        "A store is given by its web address.",
        "Without https:// or http:// it is not clear how to reach it.",
        "Write it in full, beginning with https:// or http://.",
    ),
    error(
        "target-form",
        "A target of `deploy` gives its destination in the form its kind expects.",
        "Anything a tool would read as an option or a command is not an address.",
        "Write it as the message shows.",
    ),
    error(
        "secret-in-settings",
        "`site.yaml` contains no password, key or token.",
        "The file is kept in version control and seen by everyone who works on it.",
        "Remove it, put it where the message says, and replace it wherever it is used: it has been exposed.",
    ),
    error(
        "theme-unknown",
        "`theme` names a theme that comes with Dateline, or a folder of the site's `themes/`.",
        "Pages have no look without one.",
        "Correct the name, or create the folder.",
    ),
    error(
        "allow-unknown",
        "`allow` names rules by their codes.",
        "A mistyped code would silence nothing.",
        "Use the code shown in the rule's message.",
    ),
    error(
        "allow-reason",
        "An exception has a reason.",
        "Readers and colleagues judge the reason; without one, they have nothing to judge.",
        "Write a sentence after the code.",
    ),
    error(
        "allow-never",
        "Some rules have no exceptions.",
        "An exception would break a page or harm somebody.",
        "Correct what the rule is about.",
    ),
    warning(
        "allow-unused",
        "An exception is needed.",
        "An exception that is no longer needed would hide the next mistake.",
        "Remove it from `allow`.",
    ),
)
