"""Ask many hosts at once, and each of them one thing at a time, with a pause between, as long as it asks for."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from urllib.parse import urlsplit

from builder.web.request import SECONDS, Ask, WebAnswer, ask

Wait = Callable[[float], None]

# So many hosts are asked at once, and each of them once in so many seconds.
_HOSTS = 8
PAUSE = 1.0
# A host that wants more patience than this is not asked again.
_PATIENCE = 30
_TRY_LATER = (429, 503)


def ask_all(
    addresses: Iterable[str], question: Ask, wait: Wait = time.sleep, pause: float = PAUSE
) -> Iterator[tuple[str, WebAnswer]]:
    """Put a question about every address, in whatever order answers come."""
    by_host: dict[str, list[str]] = {}
    for address in dict.fromkeys(addresses):
        by_host.setdefault(urlsplit(address).netloc, []).append(address)
    with ThreadPoolExecutor(max_workers=_HOSTS) as pool:
        asked = [pool.submit(_ask_host, of_host, question, wait, pause) for of_host in by_host.values()]
        try:
            for done in as_completed(asked):
                yield from done.result()
        finally:
            for each in asked:
                each.cancel()


def patiently(address: str, method: str, wait: Wait, seconds: float = SECONDS) -> WebAnswer:
    """Ask, and once more after as long as the host wants, if that is not too long."""
    answer = ask(address, method, seconds)
    if answer.status in _TRY_LATER and answer.retry_after is not None and answer.retry_after <= _PATIENCE:
        wait(answer.retry_after)
        return ask(address, method, seconds)
    return answer


def _ask_host(addresses: Sequence[str], question: Ask, wait: Wait, pause: float) -> list[tuple[str, WebAnswer]]:
    found: list[tuple[str, WebAnswer]] = []
    for address in addresses:
        if found:
            wait(pause)
        answer = question(address, "HEAD")
        found.append((address, answer))
        if answer.status in _TRY_LATER:
            # The others of this host are left alone.
            return found
    return found
