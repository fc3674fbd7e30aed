"""What the package's own code must not hold: deserialisers that run what they read, patterns that never end."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import claims

PACKAGE = Path(claims.__file__).parent
RUNS_WHAT_IT_READS = {"pickle", "cPickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "yaml", "jsonpickle"}
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}

# Every compiled pattern of every module, and texts that make a careless one go over them again and again. Whoever takes
# more than ten seconds of processor is named: 1,500 letters take milliseconds where no part of a pattern can be cut in
# two ways, and for ever where one can.
PATTERNS = r"""
import gc, importlib, pkgutil, re, signal, sys
import claims

for module in pkgutil.walk_packages(claims.__path__, "claims."):
    if "migrations" not in module.name and not module.name.endswith("__main__"):
        importlib.import_module(module.name)
from claims.extract.figures.lexicon import lexicon_of
from claims.vocabulary import load_vocabulary
lexicon_of(load_vocabulary())
ours = {name: each for name, each in sys.modules.items() if name.startswith("claims")}
found = {}
for name, module in ours.items():
    for what, value in vars(module).items():
        if isinstance(value, re.Pattern):
            found[value] = f"{name}.{what}"
signs = [*"aA1,.-'\"<& \n", "a ", "1,", "1 ", "1.", "a-", " \n", "<a ", "10:15 ", "a, ", "Aa "]

def stop(*_):
    raise TimeoutError

signal.signal(signal.SIGPROF, stop)
for pattern, where in found.items():
    for sign in signs:
        text = sign * (1500 // len(sign))
        for attack in (text, text + "\x00", "<" + text + "!"):
            given = attack.encode() if isinstance(pattern.pattern, bytes) else attack
            signal.setitimer(signal.ITIMER_PROF, 10)
            try:
                for do in (pattern.search, pattern.fullmatch):
                    do(given)
            except TimeoutError:
                print(where, repr(sign))
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
print(len(found), "patterns")
"""


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE), ast.parse(path.read_text(encoding="utf-8"))


def test_nothing_that_is_read_is_run() -> None:
    met = []
    for path, tree in modules():
        for node in ast.walk(tree):
            match node:
                case ast.Import(names=names):
                    met += [(path, name.name) for name in names if name.name.partition(".")[0] in RUNS_WHAT_IT_READS]
                case ast.ImportFrom(module=str(module)) if module.partition(".")[0] in RUNS_WHAT_IT_READS:
                    met.append((path, module))
                case ast.Call(func=ast.Name(id=name)) if name in FORBIDDEN_CALLS:
                    met.append((path, name))
                case ast.keyword(arg="shell", value=ast.Constant(value=True)):
                    met.append((path, "shell=True"))
    assert met == []


@pytest.mark.parametrize("code", ["import pickle", "from yaml import load", "eval('1')"])
def test_it_would_be_seen(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "modules", lambda: [(Path("x.py"), ast.parse(code))])
    with pytest.raises(AssertionError):
        test_nothing_that_is_read_is_run()


def test_no_pattern_runs_for_ever() -> None:
    done = subprocess.run([sys.executable, "-c", PATTERNS], capture_output=True, text=True, check=True)
    *endless, count = done.stdout.splitlines()
    assert endless == []
    assert int(count.split()[0]) > 100
