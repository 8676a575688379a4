"""The publication as a whole: its title, languages, sides, naming rule and defaults."""

from msgspec import Struct


class Side(Struct, frozen=True, array_like=True):
    """One side of the conflict: a colour and a pattern, always shown with the label."""

    id: str
    label: str
    colour: str | None = None
    pattern: str | None = None


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


class OwnPages(Struct, frozen=True, array_like=True):
    """Which standing pages state the method, the corrections policy and how to write to the publication."""

    methodology: str | None = None
    corrections: str | None = None
    contact: str | None = None


class Hosting(Struct, frozen=True, array_like=True):
    """What a host is to do beyond handing out files: compressed copies, and that browsers come by https alone."""

    compress: tuple[str, ...] = ()
    https_only: bool = False


class Site(Struct, frozen=True, kw_only=True, array_like=True):
    """What `site.yaml` says; only the title is required."""

    title: str
    description: str | None = None
    language: str = "en"
    languages: tuple[str, ...] = ()
    url: str | None = None
    time_zone: str = "UTC"
    theme: str = "chronicle"
    sides: tuple[Side, ...] = ()
    naming: Naming = Naming()
    types: tuple[OwnType, ...] = ()
    safety: SafetyPolicy = SafetyPolicy()
    moments: tuple[str, ...] = ()
    pages: OwnPages = OwnPages()
    licence: Licence = Licence()
    deploy: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    hosting: Hosting = Hosting()
