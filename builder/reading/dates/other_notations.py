"""Ways in which dates are written elsewhere, and how EDTF writes the same.

The first notation that fits a whole text explains it; the group `odd` is what does not belong."""

from msgspec import Struct

_SHORT_FORMS = (
    ("<date>", r"(-?\d{4}(?:-\d\d(?:-\d\d)?)?)"),
    ("<day>", r"(-?\d{4}-\d\d-\d\d)"),
    ("<time>", r"(\d\d:\d\d(?::\d\d)?)"),
    ("<offset>", r"(Z|[+-]\d\d(?::\d\d)?)?"),
)


class Notation(Struct, frozen=True):
    """A notation, matched in ASCII and in either case; `says` and `hint` are templates of `re.Match.expand`."""

    pattern: str
    says: str
    hint: str


def _notations(says: str, *written: tuple[str, str]) -> tuple[Notation, ...]:
    return tuple(Notation(_pattern(pattern), says, hint) for pattern, hint in written)


def _pattern(text: str) -> str:
    for short, long in _SHORT_FORMS:
        text = text.replace(short, long)
    return text


NOTATIONS = (
    *_notations(
        "nothing is written where a date belongs",
        (r"(?P<odd>)", "write 2023-09-19, or 2023-09 or 2023 if no more is known"),
    ),
    *_notations(
        r"“\g<odd>” says no date",
        (r"(?P<odd>today|yesterday|tomorrow|now|present)", "write the day itself, as in 2023-09-19"),
        (
            r"(?P<odd>unknown|undated|n\.?d\.?|none|tba|\?+|-+|\.\.)",
            "write what is known, as in 19XX or ../2023",
        ),
        (r"(?P<odd>XXXX).*", "write what is known, as in 19XX or ../2023"),
    ),
    *_notations(
        r"“\g<odd>” does not belong in a date",
        (r"(?P<odd>circa|ca?\.?|about|around|approximately|approx\.?|roughly|~)\s?<date>", r"write \2~"),
        (r"(?P<odd>perhaps|possibly|probably|maybe|\?)\s?<date>", r"write \2?"),
        (r"<date>\s?(?P<odd>\(?(?:approximate|approx\.?|about)\)?)", r"write \1~"),
        (r"<date>\s?(?P<odd>\(?(?:uncertain|unsure|perhaps)\)?)", r"write \1?"),
        (r"<date>(?P<odd>\?~|~\?|%[?~]|[?~]%)", r"write \1%"),
        (r"<date>(?P<odd>\s+)([?~%])", r"write \1\3"),
        (r"(?P<odd>since|from|after)\s<date>", r"write \2/.."),
        (
            r"(?P<odd>until|till|to|before|by|up to)\s<date>",
            r"write ../\2 if it went on, [..\2] if it happened once",
        ),
        (
            r"(?P<odd>between)\s<date>\sand\s<date>",
            r"write \2/\3 if it went on, [\2..\3] if it happened once",
        ),
        (r"<date>(?P<odd>\s?(?:to|until|till|through|-)\s)<date>", r"write \1/\3"),
        (r"<date>(?P<odd>\s+/\s*|\s*/\s+)<date>", r"write \1/\3"),
        (r"<date>(?P<odd>-)(-?\d{4}(?:-\d\d){0,2})", r"write \1/\3"),
        (r"<date>(?P<odd>\sor\s)<date>", r"write [\1,\3]"),
        (r"<date>(?P<odd>\s(?:and|&)\s)<date>", r"write {\1,\3}"),
        (r"<date>(?P<odd>,\s*)<date>", r"write [\1,\3] for one of them, {\1,\3} for both"),
        (r"<date>(?P<odd>\.\.)<date>", r"write [\1..\3] if it happened once, \1/\3 if it went on"),
        (r"<date>(?P<odd>\.\.)", r"write \1/.. if it went on, [\1..] if it happened once"),
        (r"(?P<odd>\.\.)<date>", r"write ../\2 if it went on, [..\2] if it happened once"),
        (r"<date>/(?P<odd>present|now|today|ongoing|open)", r"write \1/.."),
        (r"<date>/(?P<odd>unknown|\?)", r"write \1/"),
        (r"(?P<odd>open)/<date>", r"write ../\2"),
        (r"(?P<odd>unknown|\?)/<date>", r"write /\2"),
        (r"(?P<odd>\+)<date>", r"write \2"),
        (r"(?P<odd>(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)<date>", r"write \2"),
    ),
    *_notations(
        r"“\g<odd>” stands without its year or month",
        (r"<day>/(?P<odd>(?:\d\d-)?\d\d)", "write the end in full, as in 2023-09-19/2023-09-20"),
        (r"(\d{4}-\d\d)/(?P<odd>\d\d)", "write the end in full, as in 2023-09/2023-10"),
        (r"(\d{4})/(?P<odd>0[1-9]|1[0-2])", r"write \1-\2 for the month"),
        (r"(\d\d)(\d\d)/(?P<odd>\d\d)", r"write \1\2/\1\3"),
        (r"(?P<odd>\d\d:\d\d.*)", "write the day before the time, as in 2023-09-19T13:00"),
    ),
    *_notations(
        r"“\g<odd>” is written without hyphens",
        (r"(?P<odd>(\d{4})(0[1-9]|1[0-2])(\d\d))", r"write \2-\3-\4"),
        (r"(?P<odd>(\d{4})(0[1-9]|1[0-2]))", r"write \2-\3 for a month, Y\g<odd> for a year"),
        (r"(?P<odd>(\d{4})(0[1-9]|1[0-2])(\d\d))T(\d\d):?(\d\d).*", r"write \2-\3-\4T\5:\6"),
    ),
    *_notations(
        r"“\g<odd>” stands where T belongs",
        (r"<day>(?P<odd>,?\s+|(?-i:t))<time>\s?<offset>", r"write \1T\3\4"),
    ),
    *_notations(
        r"“\g<odd>” is no time of day as EDTF writes it",
        (r"<day>T<time>(?P<odd>(?-i:z)|\s?UTC|\s?GMT|\s+Z)", r"write \1T\2Z"),
        (r"<day>[T\s]<time>\s?(?P<odd>([+-]\d\d)(\d\d))", r"write \1T\2\4:\5"),
        (r"<day>[T\s]<time>\s?(?P<odd>([+-])(\d))", r"write \1T\2\g<4>0\5"),
        (r"<day>T<time>(?P<odd>\s+)<offset>", r"write \1T\2\4"),
        (r"<day>T<time>(?P<odd>[.,]\d+)<offset>", r"fractions of a second are not kept: write \1T\2\4"),
        (r"<day>[T\s](?P<odd>\d\d)<offset>", r"write \1T\2:00\3"),
        (r"<day>[T\s](?P<odd>(\d):(\d\d))<offset>", r"write \1T0\3:\4\5"),
        (r"<day>[T\s](?P<odd>(\d\d)[.h]?(\d\d))<offset>", r"write \1T\3:\4\5"),
        (r"<day>[T\s](?P<odd>\d.*[ap]\.?m\.?)", r"write hours from 00 to 23, as in \1T13:00"),
        (r"<day>(?P<odd>T)", r"write \1, or \1T13:00 if the time is known"),
        (
            r"<day>[T\s]<time>\s?(?P<odd>[a-z]+/[a-z_]+|[a-z]{3,4})",
            r"write \1T\2, and the zone under time_zone",
        ),
    ),
    *_notations(
        r"“\g<odd>” stands without a day",
        (r"-?\d{4}(?:-\d\d)?(?P<odd>T.*)", "leave the time out, or write the day, as in 2023-09-19T13:00"),
    ),
    *_notations(
        r"“\g<odd>” leaves open what EDTF level 1 does not",
        (r"(?P<odd>(\d)XXX).*", r"write [\g<2>000..\g<2>999], or what is known"),
        (r"(\d{4}-\d\d)-(?P<odd>([12])X)", r"write [\1-\g<3>0..\1-\g<3>9], or \1-XX"),
        (r"(\d{4}-\d\d)-(?P<odd>\dX|X\d|X)", r"write \1-XX, or the possible days as [\1-01,\1-02]"),
        (r"(\d{4})-(?P<odd>\dX|X\d|X).*", r"write \1-XX, or the possible months as [\1-01,\1-02]"),
        (r"(?P<odd>\d*X+\d+).*", "X stands for the last digits of a year, as in 199X or 19XX"),
        (r"(?P<odd>(\d{3})\?)", r"write \2X"),
        (r"(?P<odd>(\d\d)(?:\?\?|--))", r"write \2XX"),
    ),
    *_notations(
        r"“\g<odd>” is a notation that Dateline does not read",
        (r"Y?-?\d+(?P<odd>E\d+).*", "write the digits out, as in Y-17000"),
        (r"Y?-?\d+(?P<odd>S\d+)", "write 195X for a decade, 19XX for a century"),
        (r"\d{4}-?(?P<odd>W\d\d?(?:-?\d)?)", "write the first and the last day, as in 2023-09-18/2023-09-24"),
        (r"\d{4}-(?P<odd>\d{3})", "write month and day, as in 2023-09-19"),
        (
            r"(?:.*/)?(?P<odd>P[\dYMWDTHS]+)(?:/.*)?",
            "write the start and the end, as in 2023-09-19/2023-09-24",
        ),
    ),
    *_notations(
        r"“\g<odd>” is no year as EDTF writes it",
        (r"(?:the\s)?(?P<odd>(\d\d)00s)", r"write \2XX for the century, \g<2>0X for the decade"),
        (r"(?:the\s)?(?P<odd>(\d{3})0'?s)", r"write \2X"),
        (r"(?:the\s)?(?P<odd>\d\d?(?:st|nd|rd|th)\scentury)", "write 19XX for the years 1900 to 1999"),
        (r"(?P<odd>(?-i:y))(-?\d{5,12}[?~%]?)", r"write Y\2"),
        (r"(?P<odd>Y(-?\d{4}))(?!\d).*", r"write \2: Y stands before years of more than four digits"),
        (r"(?P<odd>Y(-?)0+([1-9]\d{4,}))", r"write Y\2\3"),
        (r"Y-?\d{5,12}(?P<odd>-.*)", "a year of more than four digits stands alone"),
        (r"Y-?(?P<odd>\d{13,})", "Dateline reads years of up to twelve digits"),
        (r"(?P<odd>(-?)(\d{3}))", r"write \g<2>0\3"),
        (r"(?P<odd>'?(\d\d))", r"write 19\2 or 20\2"),
        (r"(?P<odd>(-?)(\d\d))", r"write \g<2>00\3"),
        (r"(?P<odd>-?\d{5,})", r"write Y\g<odd> for a year of more than four digits"),
    ),
    *_notations(
        r"“\g<odd>” does not belong around a date",
        (r"(?P<odd>\[)([^\[\](){}]*)[)}]?", r"write [\2]"),
        (r"(?P<odd>\{)([^\[\](){}]*)[)\]]?", r"write {\2}"),
        (r"([^\[\](){}]+)(?P<odd>[\])}])", r"write \1, or [\1] for a set"),
        (r"(?P<odd>[(\"'“‘«])(.*)[)\"'”’»]", r"write \2"),
        (r"([\[{].*[\]}])(?P<odd>[?~%])", r"put \2 after each date in the set that it is said of"),
        (r"[^/]+/[^/]+(?P<odd>/).+", "an interval has one start and one end, as in 2023-09-19/2023-09-24"),
    ),
    *_notations(
        r"“\g<odd>” does not belong in a date",
        (r"<date>\s*(?P<odd>[^-/\d,.\s][^/,]*)", r"write \1, and the words of the source under date_text"),
    ),
)
