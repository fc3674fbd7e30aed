"""`claims --help` and `--version` beside `import typer, rich`: `python tests/benchmarks/startup.py`.

Whole processes, in turn, so that a machine whose speed drifts is fair to all; prints medians and ratios.
"""

import statistics
import subprocess
import sys
import time

CLAIMS = "import sys, claims.cli; sys.argv = ['claims', '{}']; claims.cli.main()"
CASES = {
    "import typer, rich": "import typer, rich",
    "claims --help": CLAIMS.format("--help"),
    "claims --version": CLAIMS.format("--version"),
}
ROUNDS = 20


def seconds(code: str) -> float:
    """The wall time of one process."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    return time.perf_counter() - begin


def main() -> None:
    """Time each case in turn, one round more than is counted."""
    times: dict[str, list[float]] = {name: [] for name in CASES}
    for counted in range(ROUNDS + 1):
        for name, code in CASES.items():
            took = seconds(code)
            if counted:
                times[name].append(took)
    floor = statistics.median(times["import typer, rich"])
    for name, took in times.items():
        median = statistics.median(took)
        print(f"{name:<20} median {1000 * median:6.1f} ms   ratio {median / floor:4.2f}")


if __name__ == "__main__":
    main()
