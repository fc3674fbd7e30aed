"""Readers fed with what nobody would write: `python tests/fuzz/fuzzing.py [--seconds N] [--runs N] [READER…]`.

The long run, by Atheris (libFuzzer): guided by which lines of the package a text reaches, from the seeds that are kept
in `seeds/`, each reader in a process of its own that may take 2 GB and 20 seconds a text. Prints how many texts each
has read; a text that breaks a reader is written to --found, and belongs into the seeds once the reader is mended.
`test_fuzz.py` is the short run, by Hypothesis.
"""

import argparse
import re
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
MOST_BYTES = 2_000
MOST_MEGABYTES, MOST_SECONDS = 2_048, 20
"""What one text may take."""


def fuzz(name: str, *words: str) -> None:
    """Feed one reader, in this process, until libFuzzer ends it."""
    import atheris

    sys.path.insert(0, str(HERE))
    with atheris.instrument_imports(include=["claims"]):
        from readers import fed

    def one(content: bytes) -> None:
        fed(name, content.decode(errors="replace"))

    atheris.Setup([sys.argv[0], *words], one)
    atheris.Fuzz()


def started(name: str, asked: argparse.Namespace, corpus: Path) -> subprocess.CompletedProcess[str]:
    """Feed one reader in a process of its own."""
    bounds = (
        f"-max_total_time={asked.seconds}",
        f"-runs={asked.runs}",
        f"-seed={asked.seed}",
        f"-max_len={MOST_BYTES}",
        f"-rss_limit_mb={MOST_MEGABYTES}",
        f"-timeout={MOST_SECONDS}",
        f"-artifact_prefix={asked.found}/{name}-",
        "-print_final_stats=1",
    )
    command = [sys.executable, __file__, "--one", name, *bounds, str(corpus)]
    return subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)


def main() -> None:
    """Feed the readers in turn and print a table; exit status 1 where one broke."""
    if sys.argv[1:2] == ["--one"]:
        fuzz(*sys.argv[2:])
        return
    sys.path.insert(0, str(HERE))
    from readers import READERS, seeds

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readers", nargs="*", choices=[[], *READERS], metavar="READER", help=", ".join(READERS))
    parser.add_argument("--seconds", type=int, default=60, help="for each reader")
    parser.add_argument("--runs", type=int, default=-1, help="texts for each reader at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--found", type=Path, default=Path("fuzz-found"))
    asked = parser.parse_args()
    asked.found.mkdir(exist_ok=True)
    print(f"{'reader':<12} {'texts':>12} {'seconds':>8} {'broke':>6}")
    total = broken = 0
    for name in asked.readers or READERS:
        with TemporaryDirectory() as folder:
            corpus = Path(folder)
            for number, seed in enumerate(seeds(name)):
                (corpus / f"seed-{number}").write_bytes(seed.encode())
            began = time.monotonic()
            done = started(name, asked, corpus)
        texts = int((re.findall(r"number_of_executed_units: (\d+)", done.stderr) or ["0"])[-1])
        total, broken = total + texts, broken + (done.returncode != 0)
        print(f"{name:<12} {texts:>12,} {time.monotonic() - began:>8.0f} {done.returncode != 0:>6}", flush=True)
        if done.returncode:
            print("\n".join(done.stderr.splitlines()[-25:]))
    print(f"{'all':<12} {total:>12,} {'':>8} {broken:>6}")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
