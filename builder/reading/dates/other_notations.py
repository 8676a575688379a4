"""Ways in which dates are written elsewhere, and how EDTF writes the same.

The first notation that fits a whole text explains it; the group `odd` is what does not belong."""

import re

from msgspec import Struct

_SHORT_FORMS = (
    ("<date>", r"(-?\d{4}(?:-\d\d(?:-\d\d)?)?)"),
    ("<day>", r"(-?\d{4}-\d\d-\d\d)"),
    ("<time>", r"(\d\d:\d\d(?::\d\d)?)"),
    ("<month>", "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"),
    ("<offset>", r"(Z|[+-]\d\d(?::\d\d)?)?"),
)


class Notation(Struct, frozen=True):
    """A notation, matched in ASCII and in either case; the others are templates of `re.Match.expand`.

    Each of those in `proposed` is a date, or leads to one."""

    pattern: str
    says: str
    hint: str
    proposed: tuple[str, ...]


def _notations(says: str, *written: tuple[str, str]) -> tuple[Notation, ...]:
    """Make notations of patterns and hints, in which ‹ › enclose what is proposed."""
    return tuple(
        Notation(
            _pattern(pattern), says, hint.replace("‹", "").replace("›", ""), tuple(re.findall("‹([^›]*)›", hint))
        )
        for pattern, hint in written
    )


def _pattern(text: str) -> str:
    for short, long in _SHORT_FORMS:
        text = text.replace(short, long)
    return text


NOTATIONS = (
    *_notations(
        "the date is empty",
        (r"(?P<odd>)", "write YYYY-MM-DD, or YYYY-MM or YYYY if no more is known"),
    ),
    *_notations(
        r"“\g<odd>” is not a date",
        (r"(?P<odd>today|yesterday|tomorrow|now|present)", "write the day itself, as YYYY-MM-DD"),
        (
            r"(?P<odd>unknown|undated|n\.?d\.?|n/?a|none|null|tb[acd]|pending|soon|\?+|-+|\.\.)",
            "write what is known, such as a decade (199X) or a century (19XX)",
        ),
        (r"(?P<odd>XXXX).*", "write what is known, such as a decade (199X) or a century (19XX)"),
    ),
    *_notations(
        r"“\g<odd>” does not belong in a date",
        (r"(?P<odd>circa|ca?\.?|about|around|approximately|approx\.?|roughly|~)\s?<date>", r"write ‹\2~›"),
        (r"<date>\s?(?P<odd>(?:or|and) so|-?ish)", r"write ‹\1~›"),
        (r"<date>\s?(?P<odd>-|(?:onwards?|(?:to|-|until)\s?(?:the\s)?(?:present|now|today|date)))", r"write ‹\1/..›"),
        (r"(?P<odd>[@<\[])<day>(?:\s[a-z]{2,3})?[>\]]?", r"write ‹\2›"),
        (r"<day>,?\s(?P<odd>\(?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\)?)", r"write ‹\1›"),
        (r"(?P<odd>perhaps|possibly|probably|maybe|\?)\s?<date>", r"write ‹\2?›"),
        (r"<date>\s?(?P<odd>\(?(?:approximate|approx\.?|about)\)?)", r"write ‹\1~›"),
        (r"<date>\s?(?P<odd>\(?(?:uncertain|unsure|perhaps)\)?)", r"write ‹\1?›"),
        (r"<date>(?P<odd>\?~|~\?|%[?~]|[?~]%)", r"write ‹\1%›"),
        (r"<date>(?P<odd>\s+)([?~%])", r"write ‹\1\3›"),
        (r"(?P<odd>since|from)\s<date>", r"write ‹\2/..›"),
        (
            r"(?P<odd>after|later than|>)\s?<date>",
            r"write ‹[\2..]› if it happened once, ‹\2/..› if it lasted",
        ),
        (
            r"(?P<odd>until|till|to|before|by|up to|earlier than|<)\s?<date>",
            r"write ‹../\2› if it lasted, ‹[..\2]› if it happened once",
        ),
        (
            r"(?P<odd>between)\s<date>\sand\s<date>",
            r"write ‹\2/\3› if it lasted, ‹[\2..\3]› if it happened once",
        ),
        (r"(\d{3})0'?(?P<odd>s\s?(?:-|to|and|until)\s?)(?:the\s)?(\d{3})0'?s", r"write ‹\1X/\3X›"),
        (r"<date>(?P<odd>\s?(?:to|until|till|through|-)\s)<date>", r"write ‹\1/\3›"),
        (r"<date>(?P<odd>\s+/\s*|\s*/\s+)<date>", r"write ‹\1/\3›"),
        (r"<date>(?P<odd>-)(-?\d{4}(?:-\d\d){0,2})", r"write ‹\1/\3›"),
        (r"<date>(?P<odd>\sor\s)<date>", r"write ‹[\1,\3]›"),
        (r"<date>(?P<odd>\s(?:and|&)\s)<date>", r"write ‹{\1,\3}›"),
        (
            r"(?P<odd>(?:the )?night (?:of|from|between)(?: the)?\s)"
            r"(\d\d?)\s?(?:/|-|to|and)\s?(\d\d?)\s([a-z]+)\s(\d{4})",
            r"write ‹\2 \4 \5/\3 \4 \5›, and the words of the source under date_text",
        ),
        (
            r"(?P<odd>(\d\d?[./-]\d\d?[./-])([3-9]\d))",
            r"write ‹\g<2>19\3›",
        ),
        (r"(?P<odd>(\d\d?[./-]\d\d?[./-])([0-2]\d))", r"write ‹\g<2>20\3› or ‹\g<2>19\3›"),
        (r"(?P<odd>(.*[a-z]\.?\s)['’]([3-9]\d))", r"write ‹\g<2>19\3›"),
        (r"(?P<odd>(<month>)[\s-]['’]?([3-9]\d))", r"write ‹\2 19\3›"),
        (
            r"(?P<odd>(<month>)[\s-]['’]?([0-2]\d))",
            r"write ‹\2 20\3› or ‹\2 19\3› for the month, or \3 \2 with its year for the day",
        ),
        (r"(?P<odd>(<month>\s\d\d?|\d\d?[\s-]?<month>),?[\s-]?['’]?([3-9]\d))", r"write ‹\2 19\3›"),
        (r"(?P<odd>(<month>\s\d\d?|\d\d?[\s-]?<month>),?[\s-]?['’]?([0-2]\d))", r"write ‹\2 20\3› or ‹\2 19\3›"),
        (r"(?P<odd>(\d{4}),\s([a-z].*))", r"write ‹\3 \2›"),
        (r"(?P<odd>([a-z]+)\s(?:of|in)\s(?:the\syear\s)?)(\d{4})", r"write ‹\2 \3›"),
        (r"<date>(?P<odd>,\s*)<date>", r"write ‹[\1,\3]› for one of them, ‹{\1,\3}› for both"),
        (r"<date>(?P<odd>\.\.)<date>", r"write ‹[\1..\3]› if it happened once, ‹\1/\3› if it lasted"),
        (r"<date>(?P<odd>\.\.)", r"write ‹\1/..› if it lasted, ‹[\1..]› if it happened once"),
        (r"(?P<odd>\.\.)<date>", r"write ‹../\2› if it lasted, ‹[..\2]› if it happened once"),
        (r"<date>/(?P<odd>present|now|today|ongoing|open)", r"write ‹\1/..›"),
        (r"<date>/(?P<odd>unknown|\?)", r"write ‹\1/›"),
        (r"(?P<odd>open)/<date>", r"write ‹../\2›"),
        (r"(?P<odd>unknown|\?)/<date>", r"write ‹/\2›"),
        (r"(?P<odd>\+)(\d{4})-00-00T.*", r"write ‹\2›"),
        (r"(?P<odd>\+)(\d{4}-\d\d)-00T.*", r"write ‹\2›"),
        (r"(?P<odd>\+)<day>T00:00:00Z", r"write ‹\2›"),
        (r"(?P<odd>\+)<date>", r"write ‹\2›"),
        (r"(?P<odd>(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)<date>", r"write ‹\2›"),
        (r"(?P<odd>(?:AD|CE)\s?)(\d{4})", r"write ‹\2›"),
        (r"(?P<odd>(?:AD|CE)\s?)(\d{3})", r"write ‹0\2›"),
        (r"(?P<odd>(?:AD|CE)\s?)(\d\d)", r"write ‹00\2›"),
        (r"(\d{4})(?P<odd>\s?(?:AD|CE|A\.D\.))", r"write ‹\1›"),
        (r"(\d{3})(?P<odd>\s?(?:AD|CE|A\.D\.))", r"write ‹0\1›"),
        (r"(\d\d)(?P<odd>\s?(?:AD|CE|A\.D\.))", r"write ‹00\1›"),
        (
            r"(?P<odd>(?:in\s|on\s|the\s)*(?:early|mid|middle|late|beginning|start|end|morning|afternoon|evening|night)"
            r"(?:\sof)?(?:\sthe)?[\s-]+)(\S.*)",
            r"write ‹\2›, and the words of the source under date_text",
        ),
        (
            r"(\S.*?),?\s(?P<odd>(?:\(|(?:in|at)\s(?:the\s)?)?(?:early\s|late\s)?(?:morning|afternoon|evening|night)\)?)",
            r"write ‹\1›, and the words of the source under date_text",
        ),
    ),
    *_notations(
        r"“\g<odd>” lacks its year or month",
        (r"(-?\d{4}-\d\d-)(\d\d)/(?P<odd>\d\d)", r"write the end in full: ‹\1\2/\1\3›"),
        (r"(-?\d{4}-)(\d\d-\d\d)/(?P<odd>\d\d-\d\d)", r"write the end in full: ‹\1\2/\1\3›"),
        (r"(\d{4}-)(\d\d)/(?P<odd>\d\d)", r"write the end in full: ‹\1\2/\1\3›"),
        (r"(\d{4})/(?P<odd>0[1-9]|1[0-2])", r"write ‹\1-\2› for the month"),
        (r"(\d\d)(\d\d)/(?P<odd>\d\d)", r"write ‹\1\2/\1\3›"),
        (r"(?P<odd>\d\d:\d\d\S*)", r"write the day before the time, as YYYY-MM-DDT\g<odd>"),
    ),
    *_notations(
        r"“\g<odd>” is written without hyphens",
        (r"(?P<odd>(\d{4})(0[1-9]|1[0-2])(\d\d))", r"write ‹\2-\3-\4›"),
        (r"(?P<odd>(\d{4})(0[1-9]|1[0-2]))", r"write ‹\2-\3› for a month, ‹Y\g<odd>› for a year"),
        (r"(?P<odd>(\d{4})(0[1-9]|1[0-2])(\d\d))T(\d\d):?(\d\d).*", r"write ‹\2-\3-\4T\5:\6›"),
    ),
    *_notations(
        r"“\g<odd>” is where T belongs",
        (r"<day>(?P<odd>,?\s+|(?-i:t))<time>\s?<offset>", r"write ‹\1T\3\4›"),
    ),
    *_notations(
        r"“\g<odd>” is not a time of day in EDTF",
        (r"<day>T<time>(?P<odd>(?-i:z)|\s?UTC|\s?GMT|\s+Z)", r"write ‹\1T\2Z›"),
        (r"<day>[T\s]<time>\s?(?P<odd>([+-]\d\d)(\d\d))", r"write ‹\1T\2\4:\5›"),
        (r"<day>[T\s]<time>\s?(?P<odd>([+-])(\d))", r"write ‹\1T\2\g<4>0\5›"),
        (r"<day>T<time>(?P<odd>\s+)<offset>", r"write ‹\1T\2\4›"),
        (
            r"<day>T<time><offset>(?P<odd>\[[a-z_]+(?:/[a-z_]+)*\])",
            r"write ‹\1T\2\3›, and the zone under time_zone",
        ),
        (r"<day>T<time>(?P<odd>[.,]\d+)<offset>", r"fractions of a second are not kept: write ‹\1T\2\4›"),
        (r"<day>[T\s](?P<odd>\d\d)<offset>", r"write ‹\1T\2:00\3›"),
        (r"<day>[T\s](?P<odd>(\d):(\d\d))<offset>", r"write ‹\1T0\3:\4\5›"),
        (r"<day>[T\s](?P<odd>(\d\d)[.h]?(\d\d))<offset>", r"write ‹\1T\3:\4\5›"),
        (r"<day>(?P<odd>T)", r"write ‹\1›, or the hour and minute behind the T"),
        (
            r"<day>[T\s]<time>\s?(?P<odd>[a-z]+/[a-z_]+|[a-z]{3,4})",
            r"write ‹\1T\2›, and the zone under time_zone",
        ),
    ),
    *_notations(
        r"“\g<odd>” has no day",
        (r"(-?\d{4}(?:-\d\d)?)(?P<odd>T.*)", r"remove the time: write ‹\1›; or write the day before it"),
    ),
    *_notations(
        r"“\g<odd>” leaves unspecified what EDTF level 1 does not",
        (r"(?P<odd>-(\d)XXX).*", r"write ‹[-\g<2>999..-\g<2>000]›, or what is known"),
        (r"(?P<odd>([1-9])XXX).*", r"write ‹[\g<2>000..\g<2>999]›, or what is known"),
        (r"(\d{4}-\d\d)-(?P<odd>([12])X)", r"write ‹[\1-\g<3>0..\1-\g<3>9]›, or ‹\1-XX›"),
        (r"(\d{4}-\d\d)-(?P<odd>\dX|X\d|X)", r"write ‹\1-XX›, or the possible days as ‹[\1-01,\1-02]›"),
        (r"(\d{4})-(?P<odd>\dX|X\d|X).*", r"write ‹\1-XX›, or the possible months as ‹[\1-01,\1-02]›"),
        (r"(?P<odd>\d*X+\d+).*", "X stands for the last digits of a year, as in 199X or 19XX"),
        (r"(?P<odd>(\d{3})\?)", r"write ‹\2X›"),
        (r"(\d{4}-\d\d)-(?P<odd>\?\?)", r"write ‹\1-XX›"),
        (r"(\d{4})(?P<odd>-\?\?(?:-\?\?)?)", r"write ‹\1›"),
        (r"(?P<odd>(\d\d)(?:\?\?|--))", r"write ‹\2XX›"),
    ),
    *_notations(
        r"“\g<odd>” is a notation that Dateline does not read",
        (r"Y?-?\d+(?P<odd>E\d+).*", "write the digits out"),
        (r"(\d\d)(\d)\d(?P<odd>S\d+)", r"write ‹\1\2X› for the decade, ‹\1XX› for the century"),
        (
            r"(?:.*/)?(?P<odd>P[\dYMWDTHS]+)(?:/.*)?",
            "write the start and the end, as YYYY-MM-DD/YYYY-MM-DD",
        ),
    ),
    *_notations(
        r"“\g<odd>” is not a year in EDTF",
        (r"(?:the\s)?(?P<odd>(\d\d)00s)", r"write ‹\2XX› for the century, ‹\g<2>0X› for the decade"),
        (r"(?:the\s)?(?P<odd>(\d{3})0'?s)", r"write ‹\2X›"),
        (r"(?P<odd>(?-i:y))(-?\d{5,12}[?~%]?)", r"write ‹Y\2›"),
        (r"(?P<odd>Y(-?\d{4}))(?!\d).*", r"write ‹\2›: Y goes before years of more than four digits"),
        (r"(?P<odd>Y(-?)0+([1-9]\d{4,}))", r"write ‹Y\2\3›"),
        (r"Y-?\d{5,12}(?P<odd>-.*)", "a year of more than four digits is written alone"),
        (r"Y-?(?P<odd>\d{13,})", "Dateline reads years of up to twelve digits"),
        (r"(?P<odd>(-?)(\d{3}))", r"write ‹\g<2>0\3›"),
        (r"(?P<odd>'?(\d\d))", r"write ‹19\2› or ‹20\2›"),
        (r"(?P<odd>(-?)(\d\d))", r"write ‹\g<2>00\3›"),
        (r"(?P<odd>\d{5,12})-.*", r"write ‹Y\g<odd>›: a year of more than four digits is written alone"),
        (r"(?P<odd>-?\d{5,})", r"write ‹Y\g<odd>› for a year of more than four digits"),
    ),
    *_notations(
        r"“\g<odd>” does not belong around a date",
        (r"(?P<odd>\[)([^\[\](){}]*)[)}]?", r"write ‹[\2]›"),
        (r"(?P<odd>\{)([^\[\](){}]*)[)\]]?", r"write ‹{\2}›"),
        (r"([^\[\](){}]+)(?P<odd>[\])}])", r"write ‹\1›, or ‹[\1]› for a set"),
        (r"(?P<odd>[(\"'“‘«])(.*)[)\"'”’»]", r"write ‹\2›"),
        (r"([\[{].*[\]}])(?P<odd>[?~%])", r"put \2 after each date in the set to which it applies"),
    ),
)

# What is left of a text behind a date.
LEFT_OVER = (
    *_notations(
        r"“\g<odd>” does not belong around a date",
        (r"[^/]+/[^/]+(?P<odd>/).+", "an interval has one start and one end"),
    ),
    *_notations(
        r"“\g<odd>” does not belong in a date",
        (r"<date>\s*(?P<odd>[^-/\d,.\s][^/,]*)", r"write ‹\1›, and the words of the source under date_text"),
    ),
)
