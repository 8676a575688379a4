"""Ask the Wayback Machine, or what speaks as it does, for a copy of a page, or to make one."""

import json
import re
import time
from urllib.parse import quote, urlsplit

from msgspec import Struct

from builder.model.errors import BuilderError
from builder.web.politeness import Wait, patiently
from builder.web.request import WebAnswer

# A page is fetched and kept while one waits.
_SECONDS_TO_SAVE = 180
KNOWS, SAVES = "https://archive.org", "https://web.archive.org"


class Wayback(Struct, frozen=True):
    """Where a service answers: `knows` about copies, `saves` pages and keeps them."""

    knows: str = KNOWS
    saves: str = SAVES
    wait: Wait = time.sleep

    def copy_of(self, address: str, day: str) -> str | None:
        """Return the copy of a page that is nearest to a day (YYYYMMDD, or less of it); None where there is none."""
        query = f"url={quote(address, safe='')}" + (f"&timestamp={day}" if day else "")
        answer = patiently(f"{self.knows}/wayback/available?{query}", "GET", self.wait)
        self._refuse(answer)
        try:
            found = json.loads(answer.data)["archived_snapshots"].get("closest", {})
            is_copy = found.get("available") is True and str(found.get("status", "200")).startswith("2")
            return self._copy(found["url"], address) if is_copy else None
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise BuilderError(f"{self.knows} answers in an unknown form: try again later") from None

    def save(self, address: str) -> str | None:
        """Ask the service to save a page; return the address of the copy, or None if it cannot."""
        answer = patiently(f"{self.saves}/save/{address}", "GET", self.wait, _SECONDS_TO_SAVE)
        if answer.status == 429 or not answer.status:
            self._refuse(answer)
        return self._copy(answer.address, address) if answer.is_good else None

    def _copy(self, copy: str, address: str) -> str | None:
        """Return the address of a copy, if it is one of this page and is kept where copies are."""
        parts = urlsplit(copy)
        kept = re.match(r"/web/\d{14}[a-z_]*/(.+)", copy.removeprefix(f"{parts.scheme}://{parts.netloc}"))
        if parts.netloc not in (urlsplit(self.saves).netloc, urlsplit(self.knows).netloc) or kept is None:
            return None
        if _plain(kept[1]) != _plain(address):
            return None
        return f"https://{copy.removeprefix('http://')}" if parts.netloc == urlsplit(SAVES).netloc else copy

    def _refuse(self, answer: WebAnswer) -> None:
        if answer.status == 429:
            raise BuilderError("the archive has received too many requests: what was found is saved; continue later")
        if not answer.is_good:
            why = f"answers {answer.status}" if answer.status else answer.fault
            raise BuilderError(f"the archive cannot be reached ({why}): what was found is saved; continue later")


def _plain(address: str) -> str:
    """Return an address as archives compare them: scheme, `www.`, port and a slash at the end make no difference."""
    without = re.sub(r"^https?:/{1,2}(www\.)?", "", address.partition("#")[0]).rstrip("/")
    return re.sub(r"^([^/]*?):(80|443)(?=/|$)", r"\1", without).casefold()
