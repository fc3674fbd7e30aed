"""What reading a real page costs beside trafilatura alone on it: `python tests/benchmarks/reading_pages.py [FOLDER]`.

FOLDER holds saved pages (`*.html.gz`), `../shared/pages` unless named. Processor time, the best of five runs each.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import trafilatura

from claims.capture import capture_file
from claims.entries import read_page

RUNS = 5
PAGES = Path(__file__).resolve().parents[3] / "shared" / "pages"


def best(act: Callable[[], object]) -> float:
    """The least processor time that an act takes, in seconds."""
    times = []
    for _ in range(RUNS):
        begun = process_time()
        act()
        times.append(process_time() - begun)
    return min(times)


def main(folder: Path) -> None:
    """Print both times of each page, and their ratio."""
    all_alone = all_read = 0.0
    print(f"{'page':40} {'trafilatura':>12} {'read_page':>10} {'ratio':>6}")
    for path in sorted(folder.glob("*.html.gz")):
        capture = capture_file(path)
        text = capture.content.decode(capture.encoding, errors="replace")
        alone = best(lambda text=text: trafilatura.bare_extraction(text, with_metadata=True))  # type: ignore[misc]
        read = best(lambda capture=capture: read_page(capture))  # type: ignore[misc]
        print(f"{path.name:40} {1000 * alone:9.1f} ms {1000 * read:7.1f} ms {read / alone:6.2f}")
        all_alone, all_read = all_alone + alone, all_read + read
    if all_alone:
        print(f"{'all':40} {1000 * all_alone:9.1f} ms {1000 * all_read:7.1f} ms {all_read / all_alone:6.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PAGES)
