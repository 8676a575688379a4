"""Look up what a body mentions: the links, citations and pictures that its HTML depends on."""

from msgspec.structs import replace

from builder.model.addresses import actor_address, entry_address, page_address, place_address
from builder.model.advice import Advice
from builder.model.archive import Archive
from builder.model.entry import Medium
from builder.model.mentions import Mentions
from builder.model.nearest import Speller
from builder.model.raster import CLEANABLE, shown
from builder.model.register import Register
from builder.views.body import Complaint, Links, Picture, Target


def links_for(
    found: Mentions,
    sources: tuple[str, ...],
    archive: Archive,
    language: str,
    media: tuple[Medium, ...] = (),
    hides_sources: bool = False,
    words_of_media: str | None = None,
) -> tuple[Links, tuple[str, ...]]:
    """Look up mentions for a text in a language and a page with these sources; return also all sources of the page.

    `words_of_media` is the language of captions, where it is not that of the text."""
    targets: list[tuple[str, Target]] = []
    wrong: list[tuple[str, str, str, Advice]] = []
    speller = Speller()
    for word in found.words:
        match find_target(word, archive, speller):
            case Target() as target:
                targets.append((word, _within(target, language, archive.site.language)))
            case mistake:
                wrong.append((word, *mistake))
    known = {word: ids[0] for word in found.sources if len(ids := archive.registers.sources.find(word)) == 1}
    for word in found.sources:
        if word not in known and (why := archive.registers.why_unshown(word)):
            hint = Advice("complete it in the exporting program, and export it again")
            wrong.append(("@" + word, "source-incomplete", why, hint))
        elif word not in known:
            hint = speller.did_you_mean(word, archive.sources) or Advice("add it to a file in content/sources/")
            wrong.append(("@" + word, "source-unknown", f'no source is called "{word}"', hint))
    cited = tuple(dict.fromkeys((*sources, *(id for id in known.values() if id in archive.sources))))
    # A source whose own file cannot be read has no number; that file tells so itself, and nothing is built from this.
    number_of = {id: number for number, id in enumerate(cited, start=1)}
    numbers = tuple((word, id, number_of.get(id, 0)) for word, id in known.items())
    links = Links(
        targets=tuple(targets),
        wrong=tuple(wrong),
        numbers=numbers,
        hides_sources=hides_sources,
        pictures=_pictures(found.pictures, media, archive, words_of_media),
    )
    return links, cited


def without_added(links: Links, sources: tuple[str, ...]) -> Links:
    """Refuse citations of what is not among the sources of the original: a translation adds nothing."""
    own = frozenset(sources)
    added = {word: None for word, id, _ in links.numbers if id not in own}
    says = "the original does not cite this source"
    wrong = tuple(("@" + word, "translation-adds", says, Advice("cite it there too, or not here")) for word in added)
    numbers = tuple(found for found in links.numbers if found[0] not in added)
    return replace(links, wrong=(*links.wrong, *wrong), numbers=numbers) if added else links


def find_target(word: str, archive: Archive, speller: Speller) -> Target | Complaint:
    """Find what a word in double brackets means; a kind before it (`places/baku`) decides where two have the name."""
    name, _, fragment = word.partition("#")
    kind, slash, rest = name.partition("/")
    if slash and kind in ("entries", "actors", "places", "pages"):
        found = [(kind, id) for id in _register(kind, archive).find(rest)]
    else:
        found = _candidates(name, archive)
    if len(found) != 1:
        return _several(name, found) if found else _none(name, archive, speller)
    return _target(*found[0], fragment, archive, speller)


def _within(target: Target, language: str, of_edition: str) -> Target:
    """Return the language of a target's words as far as it is not that of the text."""
    if target.lang and "/" in target.lang:
        tongues = [tongue or of_edition for tongue in target.lang.split("/")]
        return replace(target, lang="/".join("" if tongue == language else tongue for tongue in tongues))
    own = target.lang or of_edition
    lang = None if own == language else own
    return target if lang == target.lang else replace(target, lang=lang)


def _candidates(name: str, archive: Archive) -> list[tuple[str, str]]:
    kinds = ("entries", "actors", "places", "pages")
    by_id = [(kind, name) for kind in kinds if name in _register(kind, archive).ids]
    return by_id or [(kind, id) for kind in kinds for id in _register(kind, archive).find(name)]


def _register(kind: str, archive: Archive) -> Register:
    registers = archive.registers
    return {
        "entries": registers.entries,
        "actors": registers.actors,
        "places": registers.places,
        "pages": registers.pages,
    }[kind]


def _target(kind: str, id: str, fragment: str, archive: Archive, speller: Speller) -> Target | Complaint:
    if f"{kind}/{id}" not in archive.files:
        # Its own file cannot be read, and tells so itself; nothing is built from this.
        return Target("", id)
    if fragment and kind != "entries":
        says = f'"{id}" has no part "{fragment}"'
        advice = Advice("remove the part: only claims can be linked to", ("",), f"#{fragment}")
        return "link-unknown", says, advice
    match kind:
        case "entries":
            return _entry_target(id, fragment, archive, speller)
        case "pages":
            return Target(page_address(id), archive.pages[id].title, archive.pages[id].lang)
        case _:
            address, key = actor_address(id) if kind == "actors" else place_address(id), f"{kind}/{id}"
            return Target(address, archive.names[key], archive.tongues.get(key))


def _entry_target(id: str, fragment: str, archive: Archive, speller: Speller) -> Target | Complaint:
    entry = archive.entry_of.get(id)
    if entry is None:
        says = f'"{id}" is not published (a draft, or held back)'
        return "entry-held-back", says, Advice("publish it first, or unlink it")
    claims = [claim.id for claim in entry.claims]
    if fragment and fragment not in claims:
        return "claim-unknown", f'no claim of "{id}" is called "{fragment}"', speller.did_you_mean(fragment, claims)
    return Target(entry_address(id) + (f"#{fragment}" if fragment else ""), entry.title, entry.lang)


def _several(name: str, found: list[tuple[str, str]]) -> Complaint:
    choices = [f"{kind}/{id}" for kind, id in found]
    hint = "write " + " or ".join(f"[[{choice}]]" for choice in choices)
    return "link-ambiguous", f'"{name}" names more than one thing', Advice(hint, tuple(choices), name)


def _none(name: str, archive: Archive, speller: Speller) -> Complaint:
    if name.lower().endswith(CLEANABLE):
        picture = f"![]({name})"
        how = f"write {picture} in its own paragraph, and list the file in `media`"
        return "link-unknown", f'"{name}" is a picture, not a page', Advice(how)
    if not name:
        how = "write [words](#h_words) for a heading of this text: its words in lower case, with hyphens between"
        return "link-unknown", "this link names no page", Advice(how)
    near = speller.did_you_mean(name, linkable_words(archive))
    hint = near or Advice("write an id, or the name of an actor or a place")
    return "link-unknown", f'no entry, actor, place or page is called "{name}"', hint


def linkable_words(archive: Archive) -> list[str]:
    """List all words that a link in double brackets may name."""
    registers = archive.registers
    return [
        word
        for register in (registers.actors, registers.places, registers.entries, registers.pages)
        for word in register.words()
    ]


def _pictures(
    mentioned: tuple[str, ...], media: tuple[Medium, ...], archive: Archive, lang: str | None
) -> tuple[tuple[str, Picture], ...]:
    of_entry = {medium.file: medium for medium in media if medium.file and medium.publish}
    return tuple((file, _picture(file, of_entry[file], archive, lang)) for file in mentioned if file in of_entry)


def _picture(file: str, medium: Medium, archive: Archive, lang: str | None) -> Picture:
    notes = tuple(note for note in (medium.licence, medium.verification) if note)
    found = shown(file, archive.media.get(file))
    return Picture(found, medium.alt or "", medium.caption, medium.credit, notes, medium.warning, lang)
