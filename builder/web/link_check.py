"""Ask whether the addresses of sources still lead where they led, and say where they do not."""

import time
from collections.abc import Iterator, Mapping
from functools import partial
from urllib.parse import urlsplit

from builder.model.archive import Archive
from builder.model.problem import Finding, Severity
from builder.web.addresses import PublicAddress, public_addresses
from builder.web.politeness import PAUSE, Wait, ask_all, patiently
from builder.web.request import WebAnswer

_GONE = (404, 410)
# Many hosts answer the question for a head alone with some error or other.
_FAULTS = range(400, 600)


def dead_links(archive: Archive, wait: Wait = time.sleep, pause: float = PAUSE) -> tuple[Finding, ...]:
    """Ask for every address that readers are told of, each once; return what is wrong with them."""
    addresses = [*public_addresses(archive)]
    answers = dict(ask_all((found.address for found in addresses), partial(_is_there, wait=wait), wait, pause))
    return tuple(finding for found in addresses for finding in _judged(found, answers))


def _is_there(address: str, method: str, wait: Wait) -> WebAnswer:
    """Ask for the head of a page, and for all of it where a host does not answer that well."""
    answer = patiently(address, method, wait)
    if answer.status in _FAULTS and answer.status != 429:
        return patiently(address, "GET", wait)
    return answer


def _judged(found: PublicAddress, answers: Mapping[str, WebAnswer]) -> Iterator[Finding]:
    answer = answers.get(found.address)
    path = (*found.way, found.field)
    if answer is None:
        says, hint = f"{found.address} was not checked: its host asks for later requests", "check again later"
        yield Finding(found.file, path, "link-unanswered", says, hint, Severity.HINT)
    elif answer.status in _GONE:
        yield Finding(
            found.file,
            path,
            "link-dead",
            f"{found.address} is gone ({answer.status})",
            _instead(found),
            Severity.WARNING,
        )
    elif answer.is_good and _is_front_page_alone(found.address, answer.address):
        says = f"{found.address} now leads to the front page of its host"
        yield Finding(found.file, path, "link-dead", says, _instead(found), Severity.WARNING)
    elif answer.is_good and answer.says_moved and _differs(found.address, answer.address):
        says = f"{found.address} has moved permanently"
        yield Finding(found.file, path, "link-moved", says, f"write {answer.address}", Severity.HINT)
    elif not answer.is_good:
        why = f"the host answers {answer.status}" if answer.status else answer.fault
        says = f"{found.address} cannot be read by a program: {why}"
        yield Finding(found.file, path, "link-unanswered", says, "look at it in a browser", Severity.HINT)


def _instead(found: PublicAddress) -> str:
    if found.field == "URL" and found.source.archived:
        return "readers have the archived copy; find out where the page is now"
    return "find out where it is now, or add `archived`; `dateline archive` looks for a copy"


def _is_front_page_alone(address: str, there: str) -> bool:
    """Return whether a page was asked for and the front page given, which is how many hosts say that it is gone."""
    asked, given = urlsplit(address), urlsplit(there)
    return asked.path.strip("/") != "" and given.path.strip("/") == "" and not given.query


def _differs(address: str, there: str) -> bool:
    """Return whether an address is another one for more than a slash at its end, or its fragment."""
    return address.partition("#")[0].rstrip("/") != there.partition("#")[0].rstrip("/")
