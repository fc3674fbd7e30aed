"""Pages made by a process of their own, behind what readers wait for."""

import asyncio
import gc
import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import NamedTuple

from fastapi import FastAPI

from claims.database import Database
from claims.store import Store
from claims.vocabulary import Vocabulary

_AT_ONCE = 2
"""Pages made at once: a small one need not wait for a large."""
_WAITING = 200
"""Pages that wait to be made; more are not begun."""
_LOST = 900
"""Seconds after which a page that never came is begun again."""
_NICE = 10


class Made(NamedTuple):
    """A page as it came."""

    status: int
    body: bytes


class Maker:
    """Makes pages of a database in the background, each once however often it is asked for."""

    def __init__(self, database: Database, who: str | None) -> None:
        self._database, self._who = database, who
        self._pool: Pool | None = None
        self._begun: dict[str, float] = {}
        self._lost: set[str] = set()
        self._lock = Lock()

    def make(self, target: str, take: Callable[[Made, datetime], None]) -> None:
        """Begin to make the page of an address, unless that is under way; `take` gets it, and as of when it is."""
        with self._lock:
            under_way = monotonic() - self._begun.get(target, -_LOST) < _LOST
            if under_way or len(self._begun) >= _WAITING:
                return
            self._begun[target] = monotonic()
            if self._pool is None:
                asked = (self._database.store.path, self._database.vocabulary, self._who)
                self._pool = get_context("spawn").Pool(_AT_ONCE, _open, asked)
            done = partial(self._done, target, take)
            self._pool.apply_async(_make, (target,), callback=done, error_callback=partial(self._failed, target))

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            pool, self._pool = self._pool, None
            self._begun.clear()
        if pool is not None:
            pool.terminate()
            pool.join()
            del pool
            gc.collect()  # its locks are files, and who ends the server by a signal leaves no later moment

    def _done(self, target: str, take: Callable[[Made, datetime], None], made: tuple[Made, datetime]) -> None:
        with self._lock:
            self._begun.pop(target, None)
            self._lost.discard(target)
        take(*made)

    def _failed(self, target: str, _: BaseException) -> None:
        with self._lock:
            self._begun.pop(target, None)
            self._lost.add(target)

    def is_lost(self, target: str) -> bool:
        """Whether making the page failed: whoever asks for it is to see why."""
        with self._lock:
            return target in self._lost


_made: list[FastAPI] = []
"""The pages of a process that makes them."""


def _open(path: Path | str, vocabulary: Vocabulary, who: str | None) -> None:
    from claims.web.app import make_pages

    if hasattr(os, "nice"):
        os.nice(_NICE)
    _made.append(make_pages(Database(Store.open(path, create=False, vocabulary=vocabulary), vocabulary), who))


def _make(target: str) -> tuple[Made, datetime]:
    """The page as every reader would get it."""
    at = datetime.now(UTC)
    return asyncio.run(_asked(target)), at


async def _asked(target: str) -> Made:
    import httpx

    transport = httpx.ASGITransport(_made[0])
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        answer = await client.get(target)
        return Made(answer.status_code, answer.content)
