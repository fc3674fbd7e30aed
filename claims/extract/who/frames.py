"""Credits without a reporting verb: "according to …", "denied by …", "the ministry's toll of 5", "Police: 5 hurt"."""

import re
from dataclasses import replace

from claims.extract.who.credit import Credit, CreditReader
from claims.extract.who.phrases import Phrase
from claims.records import Stance

_STANCES: dict[str, Stance] = {"denied_by": "denies", "deleted_by": "withdraws"}
_DASHES = "–—-"
_LONGEST_LABEL = 16
"""Words and marks before the colon of "Deputy Minister Ana Petrov: …"."""
_PUT = frozenset(("put", "puts", "estimated", "estimates", "putting", "estimating"))
_LONGEST_FIGURE = 8
"""Words of a figure between "put at" and "by"."""
_LONGEST_TAIL = 8
"""Words and marks of "– ministry" or ": Health Ministry" at the end of a headline."""


def frame_credits(reader: CreditReader) -> list[Credit]:
    """The credits that frame what they cover: "according to …", "as reported by …", "… was denied by …"."""
    found: list[Credit] = []
    for kind in ("according", "denied_by", "deleted_by"):
        for verb, at in reader.wordings[kind]:
            if kind == "deleted_by" and not any(token.low in reader.words.claimed for token in reader.tokens[:verb]):
                continue
            party = reader.party_at(at)
            # "Per" with a capital before another one is a first name.
            named_per = reader.tokens[verb].text == "Per" and party is not None and reader.tokens[at].text[0].isupper()
            if party is None or (named_per and not reader.has_kind(party.head)):
                continue
            if reader.is_party(party, loosely=reader.tokens[verb].low == "according"):
                credit = reader.credit(party, verb, at, leads=False, begin=reader.clause_start(verb))
                found.append(replace(credit, stance=_STANCES.get(kind, "states")))
    return found


def agent_credits(reader: CreditReader) -> list[Credit]:
    """The credits of a passive: "the toll was put at 9 by the police", "the figure of 9 comes from the police"."""
    found: list[Credit] = []
    for verb, end in reader.wordings["put_at_by"]:
        by = next(
            (n for n in range(end, min(end + _LONGEST_FIGURE, len(reader.tokens))) if reader.tokens[n].low == "by"), end
        )
        party = reader.party_at(by + 1) if reader.has_number(end, by) else None
        if party is not None and reader.is_party(party):
            found.append(reader.credit(party, verb, by + 1, leads=False, begin=reader.clause_start(verb)))
    for verb, end in reader.wordings["comes_from"]:
        party = reader.party_at(end)
        toll = any(at < verb for at, _ in reader.wordings["toll_of"])
        if party is not None and toll and reader.is_party(party):
            found.append(reader.credit(party, verb, end, leads=False, begin=reader.clause_start(verb)))
    return found


def toll_credits(reader: CreditReader) -> list[Credit]:
    """The credits of a toll: "an earlier toll from the judiciary of nine dead", "the ministry's toll of 15"."""
    found: list[Credit] = []
    for at, _ in reader.wordings["toll_of"]:
        credit = _toll_from(reader, at) or _toll_owned(reader, at)
        if credit is not None:
            found.append(replace(credit, firm=True))
    return found


def colon_credits(reader: CreditReader) -> list[Credit]:
    """The credits of headlines and labels: "Police: 5 hurt", "5 hurt: police", "5 hurt – ministry"."""
    tokens, text = reader.tokens, reader.sentence.text
    colon, dash = None, None
    if ":" in text:
        apart = (n for n, token in enumerate(tokens[:-1]) if token.text == ":" and tokens[n + 1].start > token.end)
        colon = next(apart, None)
    if any(mark in text for mark in _DASHES):
        dash = next((n for n in range(len(tokens) - 2, 0, -1) if tokens[n].text in _DASHES), None)
    found: list[Credit | None] = []
    if colon and colon < _LONGEST_LABEL:
        found.append(_label(reader, colon))
    found += [_tail(reader, at) for at in (colon, dash) if at]
    return [credit for credit in found if credit is not None]


def cited_by(reader: CreditReader, credit: Credit, others: list[Credit]) -> Credit:
    """The credit with the body that its party cites or quotes, if it is the nearest credit to that word."""
    for at, end in reader.wordings["citing"]:
        start = reader.tokens[at].start
        nearest = min(others, key=lambda other: min(abs(other.verb_start - start), abs(other.end - start)))
        party = reader.party_at(end)
        if nearest is not credit or party is None or start == credit.verb_start:
            continue
        if party.aside and reader.tokens[party.aside].start <= credit.start <= reader.tokens[party.last].end:
            party = party.head
        if reader.has_kind(party) or reader.is_person(party):
            return replace(credit, cited=reader.text(party))
    return credit


def bracket_credits(reader: CreditReader) -> list[Credit]:
    """The credits of reports that give their source in brackets at the end: "9,000 people fled (OCHA, 3 May)."."""
    tokens = reader.tokens
    if "(" not in reader.sentence.text:
        return []
    opening = next((n for n in range(len(tokens) - 2, 0, -1) if tokens[n].text == "("), None)
    if opening is None or opening < 2 or tokens[opening - 1].text[0].isupper():
        return []
    closing = next((n for n in range(opening, len(tokens)) if tokens[n].text == ")"), len(tokens))
    party = reader.phrases.after(opening + 1)
    ends = all(not token.is_word for token in tokens[closing:])
    if party is None or not ends or not tokens[party.first].text[0].isupper() or not reader.has_kind(party):
        return []
    rest = tokens[party.last + 1 : closing]
    if any(token.is_word and not token.text[0].isdigit() and token.low not in reader.words.days for token in rest):
        return []
    return [reader.credit(party, opening, opening + 1, leads=False, begin=reader.clause_start(opening))]


def gapped_credits(reader: CreditReader) -> list[Credit]:
    """The credits that share an earlier verb: "organisers put the crowd at 900, police at 70"."""
    putting = next((verb for verb, _ in reader.wordings["verbs"] if reader.tokens[verb].low in _PUT), None)
    found: list[Credit] = []
    for at in range(putting + 1 if putting else len(reader.tokens), len(reader.tokens) - 1):
        if reader.tokens[at].low != "at" or not reader.has_number(at + 1, at + 4):
            continue
        party = reader.phrases.up_to(at - 1)
        before = reader.tokens[party.first - 1] if party else None
        if party and before and (before.text in ",;–" or before.low in ("and", "while")) and reader.has_kind(party):
            found.append(reader.credit(party, at, at + 1, leads=True, begin=at + 1))
    return found


def told_to(reader: CreditReader, credit: Credit, others: list[Credit]) -> Credit:
    """The credit with the outlet in which its party says it: "speaking to AFP, …", "… in an interview with AFP"."""
    if credit.listener:
        return credit
    for at, end in reader.wordings["venues"]:
        start = reader.tokens[at].start
        nearest = min(others, key=lambda other: min(abs(other.verb_start - start), abs(other.start - start)))
        outlet = reader.phrases.after(end) if end < len(reader.tokens) else None
        if nearest is credit and outlet is not None and reader.has_kind(outlet):
            return replace(credit, listener=reader.text(outlet.head))
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
    if party is None or party.last != owner or not (reader.has_kind(party) or reader.is_some_body(party)):
        return None
    trails = party.first > 0 and reader.tokens[party.first - 1].low in ("by", "on")
    begin = reader.clause_start(at) if trails else at + 1
    credit = reader.credit(party, at, at + 1, leads=not trails, begin=begin)
    plain = re.sub(r"['’]s?$", "", credit.words)
    return replace(credit, words=plain, head=plain)


def _label(reader: CreditReader, colon: int) -> Credit | None:
    party = reader.phrases.up_to(colon - 1)
    if party is None or not reader.has_kind(party) or reader.has_number(party.first, colon):
        return None
    before = reader.tokens[: party.first]
    if any(token.low in reader.words.whose for token in reader.tokens[party.first : party.last]):
        return None
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
