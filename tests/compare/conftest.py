"""What the tests of the comparisons share: the shipped vocabulary and its profiles."""

import pytest

from claims.vocabulary import Profile, Vocabulary, load_vocabulary


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


@pytest.fixture(scope="session")
def profile(vocabulary: Vocabulary) -> Profile:
    return vocabulary.profile("default")
