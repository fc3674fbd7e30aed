"""Pages made by processes of their own, beside what readers wait for: quick ones apart from slow ones."""

import asyncio
import gc
import os
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Literal, NamedTuple, TypeAlias

from fastapi import FastAPI

from claims.database import Database
from claims.store import Store
from claims.vocabulary import Vocabulary

Lane: TypeAlias = Literal["quick", "broad", "large", "slow"]
"""Pages of few claims, pages about all of the database, pages of many claims, and those of very many."""
_LANES: dict[Lane, tuple[int, int]] = {"quick": (2, 0), "broad": (1, 5), "large": (1, 10), "slow": (1, 19)}
"""How many pages of each are made at once, and how far their processes stand back behind others."""
_WAITING = 200
"""Pages that wait to be made; more are not begun."""
_LOST = 900
"""Seconds after which a page that never came is begun again."""


class Made(NamedTuple):
    """A page as it came."""

    status: int
    body: bytes
    seconds: float = 0.0
    """How long making it took."""


Taking: TypeAlias = Callable[[Made, datetime], None]


class Maker:
    """Makes pages of a database in the background, each once however often it is asked for."""

    def __init__(self, database: Database, who: str | None) -> None:
        self._database, self._who = database, who
        self._pools: dict[Lane, Pool] = {}
        self._begun: dict[str, tuple[float, Future[None]]] = {}
        self._lost: set[str] = set()
        self._lock = Lock()

    def start(self) -> None:
        """Begin the processes, so that the first reader need not wait for them."""
        with self._lock:
            for lane in _LANES:
                self._pool(lane)

    def make(self, target: str, take: Taking, lane: Lane = "slow") -> Future[None]:
        """Begin to make the page of an address, unless that is under way; `take` gets it, and as of when it is.

        The answer is done when the page was taken, or failed.
        """
        with self._lock:
            begun, coming = self._begun.get(target, (-_LOST, Future[None]()))
            if monotonic() - begun < _LOST or len(self._begun) >= _WAITING:
                return coming
            coming = Future()
            self._begun[target] = monotonic(), coming
            done, failed = partial(self._done, target, take), partial(self._failed, target)
            self._pool(lane).apply_async(_make, (target,), callback=done, error_callback=failed)
            return coming

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            pools, self._pools = self._pools, {}
            begun, self._begun = self._begun, {}
        for _, coming in begun.values():
            coming.cancel()
        while pools:
            _end(pools.popitem()[1])
        gc.unfreeze()  # the server freezes what it begins with, and these among it
        gc.collect()  # their locks are files, and who ends the server by a signal leaves no later moment

    def is_lost(self, target: str) -> bool:
        """Whether making the page failed: whoever asks for it is to see why."""
        with self._lock:
            return target in self._lost

    def _pool(self, lane: Lane) -> Pool:
        if lane not in self._pools:
            most, nice = _LANES[lane]
            asked = (self._database.store.path, self._database.vocabulary, self._who, nice)
            self._pools[lane] = get_context("spawn").Pool(most, _open, asked)
        return self._pools[lane]

    def _done(self, target: str, take: Taking, made: tuple[Made, datetime]) -> None:
        take(*made)
        self._end(target, lost=False)

    def _failed(self, target: str, _: BaseException) -> None:
        self._end(target, lost=True)

    def _end(self, target: str, *, lost: bool) -> None:
        with self._lock:
            _, coming = self._begun.pop(target, (0.0, None))
            (self._lost.add if lost else self._lost.discard)(target)
        if coming is not None and not coming.cancelled():
            coming.set_result(None)


def _end(pool: Pool) -> None:
    pool.terminate()
    pool.join()


_made: list[FastAPI] = []
"""The pages of a process that makes them."""


def _open(path: Path | str, vocabulary: Vocabulary, who: str | None, nice: int) -> None:
    from claims import gazetteer
    from claims.web.app import make_pages

    if hasattr(os, "nice"):
        os.nice(nice)
    gazetteer.places()
    _made.append(make_pages(Database(Store.open(path, create=False, vocabulary=vocabulary), vocabulary), who))
    gc.collect()
    gc.freeze()  # what stays for good need not be looked through again and again


def _make(target: str) -> tuple[Made, datetime]:
    """The page as every reader would get it."""
    at, begin = datetime.now(UTC), monotonic()
    status, body = asyncio.run(_asked(target))
    return Made(status, body, monotonic() - begin), at


async def _asked(target: str) -> tuple[int, bytes]:
    import httpx

    transport = httpx.ASGITransport(_made[0])
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        answer = await client.get(target)
        return answer.status_code, answer.content
