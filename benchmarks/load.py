"""A small load generator: some connections ask as fast as they are answered."""

import http.client
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle


@dataclass(frozen=True)
class Measured:
    """Answers a second, and how long the middle and the 95th of a hundred took, in milliseconds."""

    rate: float
    p50: float
    p95: float


def measure(
    port: int, addresses: Sequence[str], *, connections: int, seconds: float, cookie: str = ""
) -> Measured:
    """Ask a server of this machine for the addresses, in turn, on several connections.

    ``cookie`` is sent with each question: a session, for pages that ask for one.

    Raises:
        RuntimeError: if an answer has not the status 200.
    """
    times: list[float] = []
    wrong: list[str] = []
    began = time.perf_counter()
    until = began + seconds
    threads = [
        threading.Thread(
            target=_ask, args=(port, addresses[number:] or addresses, until, times, wrong, cookie)
        )
        for number in range(connections)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong or len(times) < 2:
        raise RuntimeError(f"Not answered: {wrong[:1] or addresses[:1]}")
    took = time.perf_counter() - began
    hundredths = statistics.quantiles(times, n=100)
    return Measured(len(times) / took, hundredths[49] * 1000, hundredths[94] * 1000)


def _ask(
    port: int, addresses: Sequence[str], until: float, times: list[float], wrong: list[str], cookie: str
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for address in cycle(addresses):
        began = time.perf_counter()
        connection.request("GET", address, headers={"Cookie": cookie} if cookie else {})
        answer = connection.getresponse()
        answer.read()
        times.append(time.perf_counter() - began)
        if answer.status != 200:
            wrong.append(f"{answer.status} {address}")
            break
        if time.perf_counter() > until:
            break
    connection.close()
