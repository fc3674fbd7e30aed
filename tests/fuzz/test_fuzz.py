"""Whatever readers are fed, they end in a result or a ClaimsError; `fuzzing.py` is the long run of the same."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readers import READERS, fed, seeds

PIECES = st.sampled_from(
    ["", " ", "\n", "\x00", "\u202e", "\ufeff", "9", "0" * 30, "-", '"', "'", "<", "&", "{", "[", "\\", "é", "𝟗"]
)


@st.composite
def changed(draw: st.DrawFn, name: str) -> str:
    """Seeds cut, doubled and joined, with odd signs in between."""
    text = ""
    for _ in range(draw(st.integers(1, 4))):
        seed = draw(st.sampled_from(seeds(name)))
        begin, end = sorted((draw(st.integers(0, len(seed))), draw(st.integers(0, len(seed)))))
        text += draw(st.sampled_from([seed, seed[begin:end], seed[:begin] + seed[end:], seed[begin:end] * 3]))
        text += draw(PIECES)
    return text


@pytest.mark.parametrize("name", READERS)
def test_what_once_broke_a_reader_does_no_more(name: str) -> None:
    for seed in seeds(name):
        fed(name, seed)


@pytest.mark.parametrize("name", READERS)
def test_a_changed_text_ends_in_a_result_or_a_refusal(name: str) -> None:
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(changed(name) | st.text(max_size=200))
    def check(text: str) -> None:
        fed(name, text)

    check()


def test_the_long_run_runs(tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="Atheris, by which the long run is made, is not installed")
    command = [sys.executable, str(Path(__file__).with_name("fuzzing.py")), "words", "--runs", "300"]
    done = subprocess.run([*command, "--found", str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    name, texts, *_ = done.stdout.splitlines()[1].split()
    assert (name, int(texts) >= 300) == ("words", True)
    assert list(tmp_path.iterdir()) == []
