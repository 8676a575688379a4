"""What the codes of files mean: pictures, and what lies in content/ and is not read."""

from builder.checking.parts.explanation import error, hint, warning

FILES = (
    error(
        "file-unknown",
        "A file that `media` names lies in content/media/.",
        "A page without its picture says less than it should.",
        "Put the file there, or fix the name.",
    ),
    error(
        "picture-damaged",
        "A picture begins as pictures of its kind do.",
        "What cannot be read cannot be shown.",
        "Save the picture again.",
    ),
    error(
        "picture-too-large",
        "A picture has a hundred million pixels at most.",
        "It would fill the memory of those who open it, and of the machine that builds the site.",
        "Save it smaller.",
    ),
    warning(
        "theme-unused",
        "What is in a site's own theme is shown on some page.",
        "A name that is misspelt there changes nothing, and nothing says so.",
        "Name the file or the words as the theme below does, or list a stylesheet in theme.toml.",
        "themes/chronicle/templates/entri.html",
        "themes/chronicle/templates/entry.html",
    ),
    hint(
        "words-missing",
        "The theme has words in every language of the site. Reported once for the site.",
        "Menus and labels are in English otherwise, beside texts in another language.",
        "Copy the words with `dateline theme copy strings/en.yaml`, name the copy LANGUAGE.yaml, and translate it.",
        "languages: [en, ga]",
        "languages: [en, ga], with themes/chronicle/strings/ga.yaml",
    ),
    warning(
        "file-unread",
        "Folders of content/ hold the files that are read there.",
        "A file that is passed over in silence is missed late.",
        "Rename it, or move it out of content/.",
    ),
    error(
        "root-file",
        "Files of content/root/ are published at the root of the site, as they are, and run nothing.",
        "They share the site's address with its pages: a script in one of them could change what readers see.",
        "Keep there what services ask for: an icon, a line of text, the files of .well-known/.",
    ),
    error(
        "picture-unknown",
        "A picture in the text has a record in `media`.",
        "Alt text and credit are required.",
        "Add it to `media` with file, alt and credit.",
    ),
    error(
        "picture-in-line",
        "A picture is in a paragraph of its own.",
        "It becomes a figure with a caption.",
        "Put blank lines around it.",
    ),
    warning(
        "picture-named",
        "A picture's name says what kind of picture it is.",
        "Hosts tell browsers by the name what a file is.",
        "Rename the file, or save the picture again in the kind that its name says.",
        "bridge.jpg   # which is a PNG",
        "bridge.png",
    ),
)
