"""What every code means: the law in one sentence, its reason, and how to mend what breaks it."""

from msgspec import Struct

from builder.checking import releases
from builder.model.faults import BuilderError
from builder.model.nearest import did_you_mean


class Explanation(Struct, frozen=True):
    """One code, explained."""

    code: str
    law: str
    reason: str
    mend: str


def explanation(code: str) -> Explanation:
    """Find what a code means; raise BuilderError for one that there is not."""
    by_code = {found.code.casefold(): found for found in EXPLANATIONS}
    found = by_code.get(code.casefold())
    if found is None:
        hint = did_you_mean(code, [known.code for known in EXPLANATIONS])
        codes = ", ".join(known.code for known in EXPLANATIONS)
        raise BuilderError(f'there is no code "{code}": {hint or "the codes are " + codes}')
    return found


EXPLANATIONS = tuple(
    Explanation(*row)
    for row in (
        *releases.EXPLANATIONS,
        (
            "front-matter",
            "A file begins with fields between two lines `---`, in YAML, in UTF-8.",
            "A file that is read in part would publish a draft, or lose a claim.",
            "Go to the line and column named. Quote texts that hold a colon and a space; use spaces, no tabs.",
        ),
        (
            "json-form",
            "A file of sources that ends in .json is CSL-JSON.",
            "A half-read list of sources would leave citations hanging.",
            "Export the list from Zotero once more, as CSL JSON.",
        ),
        (
            "key-unknown",
            "Every field has a name that is known.",
            "A mistyped field would be lost without a word.",
            "Take the name that the message proposes; begin keys of your own with `_`: they are never published.",
        ),
        (
            "field-missing",
            "An entry has a title, a date and a source; a claim has a claimant and a text.",
            "Without them a reader cannot tell what happened, when, and who says so.",
            "Add the field that the message names.",
        ),
        (
            "not-a-text",
            "This field holds one text.",
            "A list or a map cannot be shown here.",
            "Write one text, in quotation marks if it begins with [ or {.",
        ),
        (
            "not-a-map",
            "This field has fields of its own.",
            "A text alone does not say which is meant.",
            "Write `key: value` lines below it, or {key: value}.",
        ),
        (
            "not-a-list",
            "A file of sources is a list.",
            "Each source needs its id.",
            "Begin each source with `- id: …`.",
        ),
        ("not-yes-or-no", "This field is true or false.", "Anything else could mean either.", "Write true or false."),
        (
            "not-a-number",
            "This field is a whole number.",
            "Words and ranges have fields of their own.",
            "Write digits only.",
        ),
        (
            "not-a-point",
            "A point is latitude and longitude in degrees.",
            "Exchanged or mistyped numbers put a place into the sea.",
            "Write two decimal numbers in their bounds: [39.82, 46.75].",
        ),
        (
            "not-a-moment",
            "`published` and `updated` are moments after RFC 3339.",
            "Feeds are ordered by them.",
            "Write 2023-09-20T08:00:00+04:00.",
        ),
        (
            "value-unknown",
            "This field takes one of a few values.",
            "A mistyped role or stance would say something else, or nothing.",
            "Take a value that the message names.",
        ),
        (
            "type-unknown",
            "An event type is a value of the table, or of the site's own `types`.",
            "Types are what entries are compared by.",
            "Take a value of the table, or add yours to site.yaml with a label.",
        ),
        ("type-twice", "A site's own event type is new.", "Two meanings of one word.", "Choose another value."),
        (
            "count-form",
            "A count is a number, a range, or one of none, some and unknown.",
            "A count that cannot be read cannot be compared.",
            "Write 2, 2..5, 10.. (at least), ..4 (at most), ~24 (about), none, some or unknown.",
        ),
        (
            "date-form",
            "A date is EDTF (ISO 8601-2:2019), as exact as is known and no more.",
            "Only a date that is understood can be ordered, drawn and said in words.",
            "Write 2023-09-19, 2023-09, 2023~ (about), 2023? (uncertain), 2022-12-12/.. (since), [2023,2024].",
        ),
        (
            "end-twice",
            "A date has one end.",
            "An interval and a field `end` may disagree.",
            "Keep the interval, or a date with `end`.",
        ),
        (
            "zone-unknown",
            "A time zone has an IANA name.",
            "Offsets change with the year; the name tells which rules hold.",
            "Write Asia/Baku, Asia/Yerevan, Europe/Moscow …",
        ),
        (
            "language-form",
            "A language is a BCP 47 tag.",
            "Browsers and screen readers choose fonts and voices by it.",
            "Write hy, az, ru, en, zh-Hant …",
        ),
        ("lang-form", "A language is a BCP 47 tag.", "Screen readers choose voices by it.", "Write hy, az, ru, en …"),
        (
            "url-form",
            "An address is whole and begins with https:// or http://.",
            "Other schemes can run code in a reader's browser.",
            "Copy the address from the browser.",
        ),
        (
            "archived-form",
            "An address is whole and begins with https:// or http://.",
            "Other schemes can run code in a reader's browser.",
            "Copy the address from the browser.",
        ),
        (
            "colour-form",
            "A side's colour is six hex digits.",
            "It goes into the stylesheet as it stands.",
            "Write '#8a4b0f', in quotation marks.",
        ),
        (
            "id-form",
            "An id has letters and digits of any script, in lower case, and hyphens.",
            "It is an address on the web and a file name on every machine.",
            "Take the id that the message proposes.",
        ),
        (
            "id-twice",
            "An id stands for one thing, whatever the case or form of its letters.",
            "The second would take the place of the first.",
            "Give one of the two another name.",
        ),
        (
            "claim-twice",
            "A claim's id is unique in its entry.",
            "Others refer to it.",
            "Give one of the two another id.",
        ),
        (
            "claim-unknown",
            "A reference to a claim leads to one.",
            "A denial of nothing says nothing.",
            "Write `claim` within the entry, `entry#claim` for another's.",
        ),
        (
            "actor-unknown",
            "Every actor named has a file, or is an alias in one.",
            "A mistyped name would make a second actor.",
            "Take the name that the message proposes, or add the file with `dateline new actor`.",
        ),
        (
            "actor-ambiguous",
            "A name leads to one actor.",
            "A reader must not land on another's page.",
            "Write the id.",
        ),
        (
            "place-unknown",
            "Every place named has a file, or is an alias in one.",
            "A mistyped name would make a second place.",
            "Take the name that the message proposes, or add the file with `dateline new place`.",
        ),
        (
            "place-ambiguous",
            "A name leads to one place.",
            "A reader must not land on another place's page.",
            "Write the id.",
        ),
        (
            "source-unknown",
            "Every source cited is described in sources/, or in the entry.",
            "A statement without a source that can be found is no evidence.",
            "Take the id that the message proposes, or add the source.",
        ),
        (
            "entry-unknown",
            "A reference to an entry leads to one.",
            "A link that leads nowhere is worse than none.",
            "Take the id that the message proposes.",
        ),
        (
            "entry-ambiguous",
            "A reference leads to one entry.",
            "Two ids that meet cannot both be meant.",
            "Write the id as the file's name has it.",
        ),
        (
            "entry-held-back",
            "What is published refers to what is published.",
            "A link to a draft leads nowhere and tells that there is one.",
            "Publish the other entry first, or take the reference out.",
        ),
        (
            "page-unknown",
            "A reference to a page leads to one.",
            "A method that nobody can read is none.",
            "Take the id of a file in pages/.",
        ),
        (
            "page-ambiguous",
            "A reference leads to one page.",
            "Two ids that meet cannot both be meant.",
            "Write the id as the file's name has it.",
        ),
        (
            "side-unknown",
            "A side is one that site.yaml declares.",
            "A side has a colour and a pattern; a mistyped one would have none.",
            "Take an id from `sides`.",
        ),
        (
            "file-unknown",
            "A file that `media` names lies in content/media/.",
            "A page without its picture says less than it should.",
            "Put the file there, or mend the name.",
        ),
        (
            "file-unread",
            "Folders of content/ hold the files that are read there.",
            "A file that is passed over in silence is missed late.",
            "Rename it, or move it out of content/.",
        ),
        (
            "site-missing",
            "A publication has a site.yaml with a title.",
            "Pages would have no name.",
            "Write content/site.yaml with one line: `title: …`.",
        ),
        (
            "link-unknown",
            "A word in double brackets is an id or a name of something published.",
            "A link that leads nowhere is worse than none.",
            "Take the word that the message proposes.",
        ),
        (
            "link-ambiguous",
            "A word in double brackets names one thing.",
            "A reader must not land elsewhere.",
            "Say which kind is meant: [[places/baku]], [[actors/azerbaijan]].",
        ),
        (
            "link-scheme",
            "Links are http, https, mailto, or within the site.",
            "Other schemes can run code in a reader's browser.",
            "Write the whole address, or [[id]].",
        ),
        (
            "link-to-source",
            "Links lead to pages, not to the files that they are made from.",
            "The file is not published.",
            "Write [[id]].",
        ),
        (
            "footnote-unknown",
            "A footnote mark has its footnote.",
            "The reader would see the mark as text.",
            "Add a line `[^1]: …`.",
        ),
        (
            "picture-unknown",
            "A picture in the text has a record in `media`.",
            "Alt text and credit are required, and stand there.",
            "Add it to `media` with file, alt and credit.",
        ),
        (
            "picture-in-line",
            "A picture stands in a paragraph of its own.",
            "It becomes a figure with a caption.",
            "Put blank lines around it.",
        ),
        (
            "tag-spelling",
            "A tag is written one way.",
            "Two spellings share one page.",
            "Write both alike.",
        ),
        (
            "url-missing",
            "A publication that is on the web says where.",
            "Feeds, the sitemap and canonical addresses need it, and are left out without it.",
            "Add `url: https://…` to site.yaml.",
        ),
        (
            "C2",
            "A count of 0 is not how to say that nothing is known.",
            "Zero is a claim of its own.",
            "Write `none` with the source's words, or `unknown`.",
        ),
        (
            "C4",
            "A number that is not plain carries the source's own words.",
            "“Dozens” is not 24; a reader should see what was said.",
            "Add `words: …` beside the count.",
        ),
        (
            "C5",
            "A best figure names the method that it was found by.",
            "A figure of the publication's own needs a rule that anyone can check.",
            "Add `method`, the id of a page that states it.",
        ),
        (
            "C7",
            "A claim names its source.",
            "Who says so is only known if it can be read somewhere.",
            "Add `sources: [id]`.",
        ),
        (
            "D2",
            "An end does not come before its beginning, and days exist.",
            "A mistyped year would stretch or turn an event.",
            "Exchange the two, or mend the one that is wrong.",
        ),
        (
            "G2",
            "A name belongs to one page.",
            "A reference by a shared name is ambiguous.",
            "Leave the name to one of the two.",
        ),
        (
            "G3",
            "Nothing is part of itself.",
            "A chain of membership that bites its tail has no top.",
            "Take one of the links out.",
        ),
        (
            "H3",
            "A living person is named as a public figure, or with consent.",
            "Being named in a chronology of a war can harm.",
            "Add `person: {public_figure: true}` or `{consent: true}`, or leave the name out.",
        ),
        (
            "H4",
            "Pictures and files have alt text and a credit.",
            "Who cannot see the picture should know what it shows, and everybody whose it is.",
            "Add `alt` and `credit`.",
        ),
        (
            "H11",
            "No page asks another host for anything.",
            "A request tells a third party who reads what.",
            "Put the file into content/media/.",
        ),
        (
            "O1",
            "Two outputs do not want one path.",
            "One would take the other's place.",
            "Give one of the two another id.",
        ),
        (
            "O2",
            "Links within the site lead somewhere.",
            "A broken link loses the reader.",
            "Write [[id]] instead of an address.",
        ),
    )
)
