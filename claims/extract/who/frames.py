"""Credits without a reporting verb: "according to …", "denied by …", "the ministry's toll of 5", "Police: 5 hurt"."""

import re
from dataclasses import replace

from claims.extract.who.credit import Credit, CreditReader
from claims.extract.who.phrases import Phrase

_LONGEST_LABEL = 16
"""Words and marks before the colon of "Deputy Minister Ana Petrov: …"."""
_LONGEST_TAIL = 8
"""Words and marks of "– ministry" or ": Health Ministry" at the end of a headline."""


def frame_credits(reader: CreditReader) -> list[Credit]:
    """The credits that frame what they cover: "according to …", "as reported by …", "… was denied by …"."""
    found: list[Credit] = []
    for pattern in (reader.words.according, reader.words.denied_by):
        for match in reader.matches(pattern):
            at, verb = reader.token_after(match.end()), reader.token_at(match.start())
            party = reader.party_at(at)
            # "Per" with a capital before another one is a first name.
            named_per = match[0] == "Per" and at < len(reader.tokens) and reader.tokens[at].text[0].isupper()
            if party is None or verb is None or named_per:
                continue
            if reader.is_party(party, loosely=match[0].lower() == "according to"):
                credit = reader.credit(party, verb, at, leads=False, begin=reader.clause_start(verb))
                found.append(replace(credit, stance="denies") if pattern is reader.words.denied_by else credit)
    return found


def toll_credits(reader: CreditReader) -> list[Credit]:
    """The credits of a toll: "an earlier toll from the judiciary of nine dead", "the ministry's toll of 15"."""
    found: list[Credit] = []
    for match in reader.matches(reader.words.toll_of):
        at = reader.token_at(match.start())
        if at is None:
            continue
        credit = _toll_from(reader, at) or _toll_owned(reader, at)
        if credit is not None:
            found.append(replace(credit, firm=True))
    return found


def colon_credits(reader: CreditReader) -> list[Credit]:
    """The credits of headlines and labels: "Police: 5 hurt", "5 hurt: police", "5 hurt – ministry"."""
    tokens = reader.tokens
    colon = next(
        (n for n, token in enumerate(tokens[:-1]) if token.text == ":" and tokens[n + 1].start > token.end), None
    )
    dash = next((n for n in range(len(tokens) - 2, 0, -1) if tokens[n].text in "–—-"), None)
    found: list[Credit | None] = []
    if colon and colon < _LONGEST_LABEL:
        found.append(_label(reader, colon))
    found += [_tail(reader, at) for at in (colon, dash) if at]
    return [credit for credit in found if credit is not None]


def cited_by(reader: CreditReader, credit: Credit, others: list[Credit]) -> Credit:
    """The credit with the body that its party cites or quotes, if it is the nearest credit to that word."""
    for match in reader.matches(reader.words.citing):
        start = reader.sentence.start + match.start()
        nearest = min(others, key=lambda other: min(abs(other.verb_start - start), abs(other.end - start)))
        party = reader.party_at(reader.token_after(match.end()))
        if nearest is not credit or party is None or start == credit.verb_start:
            continue
        if party.aside and reader.tokens[party.aside].start <= credit.start <= reader.tokens[party.last].end:
            party = Phrase(party.first, party.aside - 2)
        if reader.has_kind(party) or reader.is_person(party):
            return replace(credit, cited=reader.text(party))
    return credit


def _toll_from(reader: CreditReader, at: int) -> Credit | None:
    """The credit of "a toll from the judiciary of nine dead"."""
    if at + 2 >= len(reader.tokens) or reader.tokens[at + 1].low not in ("from", "by"):
        return None
    party = reader.phrases.after(at + 2)
    if party is None or not reader.is_party(party):
        return None
    for n in range(party.first + 1, party.last):
        if reader.tokens[n].low == "of" and reader.has_number(n, n + 3):
            party = Phrase(party.first, n - 1)
            break
    credit = reader.credit(party, at, party.last + 1, leads=True, begin=party.last + 1)
    return replace(credit, verb=reader.text(Phrase(at, at + 1)))


def _toll_owned(reader: CreditReader, at: int) -> Credit | None:
    """The credit of "the ministry's latest toll of 15"."""
    owners = ("'s", "’s", "s'", "s’")
    owner = next((n for n in range(at - 1, max(-1, at - 5), -1) if reader.tokens[n].low.endswith(owners)), None)
    party = reader.phrases.up_to(owner) if owner is not None else None
    if party is None or party.last != owner or not reader.has_kind(party):
        return None
    credit = reader.credit(party, at, at + 1, leads=True, begin=at + 1)
    plain = re.sub(r"['’]s?$", "", credit.words)
    return replace(credit, words=plain, head=plain)


def _label(reader: CreditReader, colon: int) -> Credit | None:
    party = reader.phrases.up_to(colon - 1)
    if party is None or not reader.has_kind(party) or reader.has_number(party.first, colon):
        return None
    before = reader.tokens[: party.first]
    if any(token.text[0].isalpha() and token.low not in reader.words.clock | reader.words.adverbs for token in before):
        return None
    return reader.credit(party, colon, colon + 1, leads=True, begin=colon + 1)


def _tail(reader: CreditReader, mark: int) -> Credit | None:
    tokens = reader.tokens
    spaced = tokens[mark].text == ":" or tokens[mark].start > tokens[mark - 1].end
    if len(tokens) - mark > _LONGEST_TAIL or not spaced or not reader.phrases.has_clause(0, mark):
        return None
    party = reader.phrases.after(mark + 1)
    if party is None or party.last < len(tokens) - 2 or not reader.has_kind(party):
        return None
    if reader.has_number(mark, len(tokens)):
        return None
    return reader.credit(party, mark, mark + 1, leads=False, begin=0)
