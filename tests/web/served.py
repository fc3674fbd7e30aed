"""A real `claims serve` on a free port of loopback, a process of its own."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest
from copying import found_at


@contextmanager
def served(db: Path | str, *words: str) -> Iterator[str]:
    """The address of `claims serve` over the database, a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "claims", "serve", "--db", found_at(db), "--port", str(port), *words]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(process, address)
            yield address
        finally:
            process.terminate()


def _wait(process: subprocess.Popen[str], address: str) -> None:
    for _ in range(600):
        with suppress(httpx.TransportError):
            httpx.get(address, timeout=30)
            return
        assert process.poll() is None, process.stderr and process.stderr.read()
        time.sleep(0.1)
    pytest.fail(f"claims serve did not answer at {address}")
