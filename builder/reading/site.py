"""Read `site.yaml`: the publication as a whole."""

import re
from functools import partial

from builder.model.event_types import EVENT_TYPES
from builder.model.site import (
    DataOutputs,
    EditionKind,
    Hosting,
    Licence,
    LinkForm,
    Naming,
    OwnPages,
    OwnType,
    SafetyPolicy,
    Sharing,
    Side,
    Site,
)
from builder.reading.allowed import read_allowed
from builder.reading.fields import Fields, Notes
from builder.reading.ids import as_id, read_id
from builder.reading.licences import read_licence
from builder.reading.listing import DEFAULT_THEME
from builder.reading.nodes import Map, Node
from builder.reading.site_address import note_other_domains, read_site_url
from builder.reading.site_languages import read_languages, read_site_translations
from builder.reading.targets import read_targets
from builder.reading.values import as_choice, as_text

_PATTERNS = ("dots", "hatch", "grid", "waves", "plain")
_COMPRESSIONS = ("gzip", "brotli")
_ORDERS = ("alphabetical", "as-listed")


def read_site(node: Node | None, notes: Notes) -> Site:
    """Read the settings; only a title is required."""
    fields = notes.fields_of(node if isinstance(node, Map) else Map({}, 1, 1))
    sides = fields.each_map("sides", "{id: …, label: …, colour: '#8a4b0f', pattern: dots}", _read_side)
    language = fields.language("language") or "en"
    languages = read_languages(fields, language)
    url, targets = read_site_url(fields), read_targets(fields)
    deploy = fields.node.get("deploy")
    note_other_domains(url, targets, deploy if isinstance(deploy, Map) else None, notes)
    moments, story = fields.read_map("front", _read_front) or ((), None)
    site = Site(
        title=fields.required_text("title", "the publication's name"),
        description=fields.text("description"),
        language=language,
        languages=languages,
        translations=read_site_translations(fields, languages, [side.id for side in sides]),
        url=url,
        time_zone=fields.time_zone("time_zone") or "UTC",
        theme=read_id(fields, "theme", "the theme") or DEFAULT_THEME,
        sides=sides,
        naming=fields.read_map("naming", partial(_read_naming, sides=sides)) or Naming(),
        types=_read_types(fields),
        safety=fields.read_map("safety", _read_safety) or SafetyPolicy(),
        moments=moments,
        story=story,
        pages=fields.read_map("pages", _read_pages) or OwnPages(),
        licence=fields.read_map("licence", read_licence) or Licence(),
        full_text=fields.flag("full_text"),
        deploy=targets,
        hosting=fields.read_map("hosting", _read_hosting) or Hosting(),
        sharing=fields.read_map("sharing", _read_sharing) or Sharing(),
        data=_read_data(fields),
        has_relative_links=fields.choice("links", LinkForm) is LinkForm.RELATIVE,
        downloads=_read_downloads(fields),
        allow=read_allowed(fields),
    )
    fields.finish()
    return site


def _read_side(fields: Fields) -> Side:
    notes, colour_node, pattern_node = fields.notes, fields.node.get("colour"), fields.node.get("pattern")
    id_node = fields.node.get("id")
    id = fields.required_text("id", "a short id")
    if id_node and id:
        as_id(id_node, id, notes, "a side's id")
    side = Side(
        id=id,
        label=fields.required_text("label", "the name that readers see"),
        colour=fields.text("colour"),
        pattern=fields.text("pattern"),
    )
    if colour_node and side.colour and not re.fullmatch(r"#[0-9a-fA-F]{6}", side.colour):
        notes.note(
            colour_node,
            "colour-form",
            f'colour is "{side.colour}"',
            "write six hex digits, such as '#8a4b0f'",
        )
    if pattern_node and side.pattern and side.pattern not in _PATTERNS:
        known = ", ".join(_PATTERNS)
        notes.note(pattern_node, "value-unknown", f'pattern is "{side.pattern}"', f"one of {known}")
    return side


def _read_naming(fields: Fields, sides: tuple[Side, ...]) -> Naming:
    order: tuple[str, ...] = ()
    known = [side.id for side in sides]
    for node in fields.nodes("order"):
        text = as_text(node, fields.notes, "order")
        if text is None or text == "as-listed":
            continue
        if text not in known and text != "alphabetical":
            choices = ", ".join([*known, *_ORDERS])
            fields.notes.note(node, "side-unknown", f'no side is called "{text}"', f"one of {choices}")
        order = (*order, text)
    return Naming(order, fields.texts("contested"), fields.texts("attribution"))


def _read_types(fields: Fields) -> tuple[OwnType, ...]:
    inner = fields.fields("types")
    if inner is None:
        return ()
    found = []
    for value in inner.keys():  # noqa: SIM118 - Fields is no dict.
        own = inner.fields(value)
        if own is None:
            continue
        # The kinds within a type are written after a slash, as in the model's own table.
        for part in value.split("/"):
            as_id(inner.node.items[value][0], part, fields.notes, "an event type")
        found.append(OwnType(value, own.required_text("label", "what readers see"), own.text("acled")))
        own.finish()
        if value in EVENT_TYPES:
            fields.notes.note(own.node, "type-twice", f'"{value}" is already an event type', "choose another value")
    return tuple(found)


def _read_safety(fields: Fields) -> SafetyPolicy:
    decimals, hours = fields.integer("coordinate_decimals"), fields.integer("delay_hours")
    return SafetyPolicy(2 if decimals is None else decimals, hours or 0)


def _read_front(fields: Fields) -> tuple[tuple[str, ...], str | None]:
    """Read what the front page shows: its moments, and the story that it begins with."""
    return fields.texts("moments"), fields.text("story")


def _read_pages(fields: Fields) -> OwnPages:
    return OwnPages(fields.text("methodology"), fields.text("corrections"), fields.text("contact"))


def _read_sharing(fields: Fields) -> Sharing:
    return Sharing(fields.flag("embeds"), fields.flag("cards"))


def _read_data(fields: Fields) -> DataOutputs:
    """Read `data: true`, or `data: {pages: true}`, which says both."""
    inner = fields.flag_or_fields("data")
    if isinstance(inner, bool):
        return DataOutputs(files=inner)
    data = DataOutputs(files=True, pages=inner.flag("pages"))
    inner.finish()
    return data


def _read_downloads(fields: Fields) -> tuple[EditionKind, ...]:
    kinds = tuple(EditionKind)
    asked = []
    for node in fields.nodes("editions", kinds):
        text = as_text(node, fields.notes, "editions")
        asked.append(None if text is None else as_choice(node, text, EditionKind, fields.notes, "editions"))
    return tuple(kind for kind in kinds if kind in asked)


def _read_hosting(fields: Fields) -> Hosting:
    asked = []
    for node in fields.nodes("compress", _COMPRESSIONS):
        text = as_text(node, fields.notes, "compress")
        if text is not None and text not in _COMPRESSIONS:
            known = ", ".join(_COMPRESSIONS)
            fields.notes.note(node, "value-unknown", f'compress is "{text}"', f"one of {known}")
        asked.append(text)
    return Hosting(tuple(form for form in _COMPRESSIONS if form in asked), fields.flag("https_only"))
