"""Read `content/purged.txt`, in which `dateline purge` keeps what was removed: an address a line."""

from builder.model.ids import is_id
from builder.model.purged import Purged
from builder.reading.not_yaml import NotYaml


def read_purged(text: str) -> Purged:
    """Read all addresses; raise NotYaml with the place of the first line that is none."""
    addresses = set()
    for number, line in enumerate(text.split("\n"), start=1):
        address = line.rstrip()
        if not address or address.startswith("#"):
            continue
        if not _is_address(address):
            hint = "write entries/ID, entries/ID#CLAIM, actors/ID or media/FILE, as `dateline purge` does"
            # What is meant to be gone is not repeated where others may read it.
            raise NotYaml("this is not an address that can be purged", hint, number, 1)
        addresses.add(address)
    return Purged(tuple(sorted(addresses)))


def _is_address(address: str) -> bool:
    kind, _, rest = address.partition("/")
    if kind == "media":
        return bool(rest) and not any(part in ("", ".", "..") for part in rest.split("/"))
    id, hash, claim = rest.partition("#")
    return kind in ("entries", "actors") and is_id(id) and (not hash or (kind == "entries" and bool(claim)))
