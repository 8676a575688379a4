"""The result of comparing what is out there with what was built: a Verdict."""

from msgspec import Struct

from builder.publishing.manifest import FileRecord


class Missing(Struct, frozen=True):
    """A file that was built and is missing; `status` is a host's answer, 0 in a folder."""

    path: str
    status: int


class Altered(Struct, frozen=True):
    """A file that is not as it was built; `found` is None where it is too large to be read."""

    path: str
    built: FileRecord
    found: FileRecord | None


class Signature(Struct, frozen=True):
    """What is known of the manifest's signature: who signed it; nobody, where it is not there or does not fit.

    `was_checked` is false where no key was named to check it with."""

    file: str | None
    was_checked: bool
    by: str | None = None


class Verdict(Struct, frozen=True, kw_only=True):
    """What is out there against its manifest, and the manifest against the one that was built here last.

    `kept_back` are files for the host itself; `moved` are former addresses that it leads on from, as it was told."""

    where: str
    manifest: str
    files: int
    missing: tuple[Missing, ...]
    altered: tuple[Altered, ...]
    foreign: tuple[str, ...]
    kept_back: tuple[str, ...]
    moved: tuple[str, ...]
    signature: Signature
    not_deployed: tuple[str, ...]
    not_built: tuple[str, ...]

    @property
    def is_as_built(self) -> bool:
        differs = (self.missing, self.altered, self.foreign, self.not_deployed, self.not_built)
        return not any(differs) and not (self.signature.was_checked and self.signature.by is None)
