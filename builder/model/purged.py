"""What was removed immediately, for somebody's safety: addresses, and nothing of what was there."""

import hashlib

from msgspec import Struct


class Purged(Struct, frozen=True, array_like=True):
    """Addresses, sorted: `entries/ID`, `entries/ID#CLAIM`, `actors/ID` and `media/FILE`."""

    addresses: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Return a SHA-256 of all addresses, by which a site says what was left out of it; empty for none."""
        return hashlib.sha256("\n".join(self.addresses).encode()).hexdigest() if self.addresses else ""

    @property
    def pages(self) -> tuple[str, ...]:
        """Return those that had a page of their own."""
        return tuple(address for address in self.addresses if "#" not in address and not address.startswith("media/"))

    def ids(self, kind: str) -> frozenset[str]:
        """Return what was removed whole of a kind."""
        there = (address.partition("/") for address in self.addresses if "#" not in address)
        return frozenset(id for found, _, id in there if found == kind)

    def claims(self, entry: str) -> frozenset[str]:
        """Return which claims of an entry were removed."""
        there = (address.partition("#") for address in self.addresses if address.startswith("entries/"))
        return frozenset(claim for found, _, claim in there if claim and found == f"entries/{entry}")
