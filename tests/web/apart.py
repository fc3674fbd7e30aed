"""Asking pages without a server, beside a browser that other tests drive."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def apart(asked: Coroutine[Any, Any, T]) -> T:
    """Run in a thread of its own: a browser that other tests drive holds this one's event loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asked).result()
