"""The publication as a whole: its title, languages, sides, naming rule and defaults."""

from enum import StrEnum
from urllib.parse import urlsplit

from msgspec import Struct

from builder.model.ids import slug
from builder.model.target import Target
from builder.model.translation import Review


class Side(Struct, frozen=True, array_like=True):
    """One side of the conflict: a colour and a pattern, always shown with the label.

    `lang` is the language of the label, where it is not that of the page."""

    id: str
    label: str
    colour: str | None = None
    pattern: str | None = None
    lang: str | None = None


class Naming(Struct, frozen=True, array_like=True):
    """How contested names are shown; an empty order means as each place's own file lists them."""

    order: tuple[str, ...] = ()
    contested: tuple[str, ...] = ()
    attribution: tuple[str, ...] = ()


class OwnType(Struct, frozen=True, array_like=True):
    """An event type that a site adds to the model's table."""

    value: str
    label: str
    acled: str | None = None


class SafetyPolicy(Struct, frozen=True, array_like=True):
    """Defaults for what is kept coarse or late, for entries that say nothing of their own."""

    coordinate_decimals: int = 2
    delay_hours: int = 0


class Licence(Struct, frozen=True, array_like=True):
    """Licences of text and data, as SPDX names."""

    text: str | None = None
    data: str | None = None


class Sharing(Struct, frozen=True, array_like=True):
    """What is made for those who pass pages on: small pages for frames on other sites, cards that previews show."""

    embeds: bool = False
    cards: bool = False


class OwnPages(Struct, frozen=True, array_like=True):
    """Which standing pages state the method, the corrections policy and how to write to the publication."""

    methodology: str | None = None
    corrections: str | None = None
    contact: str | None = None


class SiteTranslation(Struct, frozen=True, kw_only=True, array_like=True):
    """What a publication is called in another language; `sides` are labels by id, `tags` by the tag as written."""

    lang: str
    title: str
    description: str | None = None
    sides: tuple[tuple[str, str], ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    translator: str | None = None
    review: Review | None = None


class Hosting(Struct, frozen=True, array_like=True):
    """What a host is to do beyond handing out files: compressed copies, and that browsers come by https alone."""

    compress: tuple[str, ...] = ()
    https_only: bool = False


class DataOutputs(Struct, frozen=True, array_like=True):
    """What leaves as data: the files of `data/`; with `pages` also JSON beside pages, and texts in the tables."""

    files: bool = False
    pages: bool = False


class EditionKind(StrEnum):
    """A kind of offline edition."""

    ZIP = "zip"
    SINGLE = "single"
    EPUB = "epub"
    PDF = "pdf"

    @property
    def ending(self) -> str:
        return "html" if self is EditionKind.SINGLE else self.value


class LinkForm(StrEnum):
    """Where links of the site lead: to pages, as a host hands them out, or to the files that hold these."""

    PAGES = "pages"
    RELATIVE = "relative"


class Site(Struct, frozen=True, kw_only=True, array_like=True):
    """What `site.yaml` says; only the title is required.

    `languages` are those of the editions, that of the original first; a site in one language names none.
    `has_relative_links` is whether links lead to files, so that pages can be read from a disk; `downloads` are
    the offline editions that readers can download from the site."""

    title: str
    description: str | None = None
    language: str = "en"
    languages: tuple[str, ...] = ()
    translations: tuple[SiteTranslation, ...] = ()
    url: str | None = None
    time_zone: str = "UTC"
    theme: str = "chronicle"
    sides: tuple[Side, ...] = ()
    naming: Naming = Naming()
    types: tuple[OwnType, ...] = ()
    safety: SafetyPolicy = SafetyPolicy()
    moments: tuple[str, ...] = ()
    story: str | None = None
    pages: OwnPages = OwnPages()
    licence: Licence = Licence()
    full_text: bool = False
    deploy: tuple[Target, ...] = ()
    hosting: Hosting = Hosting()
    sharing: Sharing = Sharing()
    data: DataOutputs = DataOutputs()
    has_relative_links: bool = False
    downloads: tuple[EditionKind, ...] = ()
    allow: tuple[tuple[str, str], ...] = ()

    @property
    def is_translation(self) -> bool:
        """Return whether this is the site in another language than the original's."""
        return bool(self.languages) and self.language != self.languages[0]

    def edition_file(self, kind: EditionKind) -> str:
        """Name the file of an edition after the site's address, or else its title."""
        if self.url is not None:
            # The address of a translation ends with its language.
            host, path = urlsplit(self.url)[1:3]
            return f"{slug(f'{host} {path}')}.{kind.ending}"
        language = self.language if self.is_translation else ""
        return f"{slug(f'{self.title} {language}') or 'chronology'}.{kind.ending}"

    @property
    def has_embeds(self) -> bool:
        """Others can show what has an address of its own."""
        return self.sharing.embeds and self.url is not None

    @property
    def has_cards(self) -> bool:
        return self.sharing.cards and self.url is not None
