"""What the codes of settings mean: the targets of `deploy`, and what `allow` may and may not do."""

from builder.checking.parts.explanation import error, warning

SETTINGS = (
    error(
        "address-form",
        "A target's address is a web address.",
        "Those who deploy see where the site can be read.",
        "Write it whole, beginning with https:// or http://.",
    ),
    error(
        "endpoint-form",
        "A store is named by its web address.",
        "Without https:// or http:// nobody knows how to reach it.",
        "Write it whole, beginning with https:// or http://.",
    ),
    error(
        "target-form",
        "A target of `deploy` says where to in a form that its kind takes.",
        "What a tool takes for an option, or for a command is not an address.",
        "Write it as the message shows.",
    ),
    error(
        "secret-in-settings",
        "No password, key or token is in `site.yaml`.",
        "The file is kept in version control, and shown to all who help with it.",
        "Take it out, put it where the message says, and change it wherever it counts: it was seen.",
    ),
    error(
        "allow-unknown",
        "`allow` names rules by their codes.",
        "A mistyped code would silence nothing.",
        "Take the code that the message about the rule shows.",
    ),
    error(
        "allow-reason",
        "An exception has a reason.",
        "Readers and colleagues judge the reason; without one there is nothing to judge.",
        "Write a sentence after the code.",
    ),
    error(
        "allow-never",
        "Some rules have no exceptions.",
        "Breaking them would break a page, or harm somebody.",
        "Fix what the rule is about.",
    ),
    warning(
        "allow-unused",
        "What is allowed is there.",
        "A permission that outlives its cause would hide the next mistake.",
        "Take it out of `allow`.",
    ),
)
