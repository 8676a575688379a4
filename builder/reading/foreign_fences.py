"""Find front matter between other lines than `---`, and turn what other programs write there into YAML.

Each line stays on its line, and each value in its column, so that what is wrong with a field is told at once."""

import json

from msgspec import Struct
from msgspec.structs import replace

from builder.model.advice import Advice, write
from builder.model.patterns import pattern
from builder.reading.not_yaml import NotYaml

FENCE = "---"


class Fenced(Struct, frozen=True):
    """Fields as YAML, the body, the lines (from 1) on which each begins, and what is wrong with the fences."""

    front: str
    first_line: int
    body: str
    body_line: int
    mistakes: tuple[NotYaml, ...] = ()


def fenced(text: str) -> Fenced:
    """Part a file at its fences, or at what certainly stands in their place; raise NotYaml where there is neither."""
    lines = text.split("\n")
    is_open = lines[0].rstrip() == FENCE
    end = next((at for at, line in enumerate(lines) if at and line.rstrip() == FENCE), None)
    if is_open and end is not None:
        return _between(lines, 0, end)
    if (found := _otherwise(lines, end)) is not None:
        return found
    if not is_open:
        raise _without_front_matter(lines)
    end = next((at for at, line in enumerate(lines) if at and not _PART_OF_FIELDS.match(line)), len(lines))
    where = f"before line {end + 1}, " if end < len(lines) else ""
    raise NotYaml("the front matter is not closed", f"put a line `---` {where}between the fields and the text", 1, 1)


def _between(lines: list[str], first: int, end: int, mistakes: tuple[NotYaml, ...] = ()) -> Fenced:
    """Part lines at two of them, counted from 0."""
    front, body = "\n".join(lines[first + 1 : end]), "\n".join(lines[end + 1 :])
    return Fenced(front, first + 2, body, end + 2, mistakes)


def _otherwise(lines: list[str], close: int | None) -> Fenced | None:
    """Find front matter that other lines enclose, that blank lines come before, or that lacks its first line."""
    if close and _FIELD.match(lines[0]) and all(_PART_OF_FIELDS.match(line) for line in lines[:close]):
        told = NotYaml("there is no line `---` before the fields", "begin the file with one", 1, 1)
        return _between(lines, -1, close, (told,))
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return None
    if lines[first].rstrip() == "+++":
        return _toml(lines, first)
    if not _LIKE_A_FENCE.fullmatch(lines[first].strip()):
        return None
    end = next((at for at in range(first + 1, len(lines)) if _LIKE_A_FENCE.fullmatch(lines[at].strip())), None)
    if end is None or not _FIELD.match(lines[first + 1]):
        return None
    blank = NotYaml("a blank line before the front matter", Advice("delete it: nothing comes before `---`"), 1, 1)
    wrong = (blank,) if first else ()
    odd = [_odd_fence(lines[at], at) for at in (first, end) if lines[at].rstrip() != FENCE]
    return _between(lines, first, end, (*wrong, *odd))


def _without_front_matter(lines: list[str]) -> NotYaml:
    """Explain that a file has no front matter, with what it may have in its place."""
    text = "\n".join(lines).lstrip()
    if text.startswith("{") and _begins_with_json(text):
        return NotYaml("the front matter is in JSON", "put a line `---` before it and another after it", 1, 1)
    return NotYaml("no front matter", _BEGIN, 1, 1)


def _begins_with_json(text: str) -> bool:
    try:
        return isinstance(json.JSONDecoder().raw_decode(text)[0], dict)
    except (ValueError, RecursionError):
        return False


def _odd_fence(line: str, at: int) -> NotYaml:
    odd = line.strip()
    if odd == FENCE:
        blanks = line[: line.index(odd)]
        return NotYaml("a space before `---`", Advice("delete it", (odd,), blanks + odd), at + 1, 1)
    says = f'the line "{odd}" next to the front matter is not three hyphens'
    return NotYaml(says, write(FENCE, quotes="`", instead_of=odd), at + 1, line.index(odd) + 1)


def _toml(lines: list[str], first: int) -> Fenced | None:
    end = next((at for at in range(first + 1, len(lines)) if lines[at].rstrip() == "+++"), None)
    if end is None:
        return None
    hint = "write `---` instead of both `+++` lines, and `key: value` instead of `key = value`"
    told = NotYaml("the front matter is in TOML", hint, first + 1, 1)
    found = _between(lines, first, end, (told,))
    return replace(found, front="\n".join(_yaml_of_toml(lines[first + 1 : end])))


def _yaml_of_toml(lines: list[str]) -> list[str]:
    """Write lines of TOML as YAML; what is in tables is left out, and their names are fields."""
    found, named, in_table, in_text = [], set[str](), False, False
    for line in lines:
        if in_text or line.count(_TEXT_OF_MANY_LINES) == 1:
            in_text ^= _TEXT_OF_MANY_LINES in line
            found.append("")
            continue
        table = _TABLE.match(line)
        field = None if table or in_table else _TOML_FIELD.match(line)
        in_table = in_table or table is not None
        name = table["name"] if table else field["name"] if field else ""
        if name and name in named:
            found.append("")
            continue
        named.add(name)
        if table:
            found.append(f"{name}: {{}}")
        elif field:
            found.append(f"{field[1]}:{line[field.end() :]}")
        else:
            found.append("" if in_table else line)
    return found


_LIKE_A_FENCE = pattern(r"-{2,10}|[\u2010-\u2015\u2212-]{1,10}|\*{3}|_{3}|={3}|~{3}")
_BEGIN = "begin the file with a line `---`, then `title: …` and the other fields, and another line `---`"
# A field, a part of one below it, an item, a comment, or a bracket that closes.
_PART_OF_FIELDS = pattern(r"[A-Za-z_][\w-]*\s*:(?:\s|$)|[ \t]+\S|- |[#\]}]")
_FIELD = pattern(r"[a-z_][\w-]*\s*:(?:\s|$)")
_TABLE = pattern(r"\s*\[\[?\s*(?P<name>[\w-]+)[\w.\s-]*\]\]?\s*(?:#.*)?$")
_TOML_FIELD = pattern(r"(\s*[\"']?(?P<name>[\w-]+)[\"']?\s*)=(?!\s*\"\"\")")
_TEXT_OF_MANY_LINES = '"""'
