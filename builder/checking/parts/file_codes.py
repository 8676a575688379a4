"""What the codes of files mean: pictures, what lies in content/ and is not read, and what is too large for that."""

from builder.checking.parts.explanation import error, hint, warning

FILES = (
    error(
        "file-unknown",
        "A file listed in `media` is in content/media/.",
        "A page without its picture says less than it should.",
        "Put the file there, or correct the name.",
    ),
    error(
        "picture-damaged",
        "A picture file is of the kind its name says, and undamaged.",
        "A picture that cannot be read cannot be shown.",
        "Save the picture again.",
    ),
    error(
        "picture-too-large",
        "A picture has a hundred million pixels at most.",
        "A larger one would fill the memory of readers' devices and of the machine that builds the site.",
        "Save it smaller.",
    ),
    warning(
        "theme-unused",
        "Everything in a site's own theme is used on some page.",
        "A misspelt name there changes nothing, silently.",
        "Name the file or the words as the inherited theme does, or list the stylesheet in theme.toml.",
        "themes/chronicle/templates/entri.html",
        "themes/chronicle/templates/entry.html",
    ),
    hint(
        "words-missing",
        "The theme has words in every language of the site. Reported once for the site.",
        "Otherwise menus and labels are in English next to texts in another language.",
        "Copy them with `dateline theme copy strings/en.yaml`, rename the copy to LANGUAGE.yaml, and translate it.",
        "languages: [en, ga]",
        "languages: [en, ga], with themes/chronicle/strings/ga.yaml",
    ),
    warning(
        "file-unread",
        "Folders in content/ contain only files that Dateline reads.",
        "A file that is silently ignored is missed too late.",
        "Rename it, or move it out of content/.",
    ),
    error(
        "root-file",
        "Files in content/root/ are published unchanged at the root of the site, and contain no scripts.",
        "They share the site's address with its pages: a script in one of them could change what readers see.",
        "Keep only what services ask for there: an icon, a line of text, the files of .well-known/.",
    ),
    error(
        "picture-unknown",
        "A picture in the text has a record in `media`.",
        "Alt text and credit are required.",
        "Add it to `media` with file, alt and credit.",
    ),
    error(
        "picture-in-line",
        "A picture has its own paragraph.",
        "It is shown as a figure with a caption.",
        "Put blank lines around it.",
    ),
    warning(
        "picture-named",
        "A picture's file name matches its format.",
        "Web servers tell browsers the format by the file name.",
        "Rename the file, or save the picture again in the format its name says.",
        "bridge.jpg   # which is a PNG",
        "bridge.png",
    ),
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
