"""Credits without a reporting verb: "according to …", "denied by …", "the ministry's toll of 5", "Police: 5 hurt"."""

import re

from claims.extract.who.credit import POSSESSIVES, Credit, CreditReader
from claims.extract.who.phrases import Phrase
from claims.records import Stance

_STANCES: dict[str, Stance] = {"denied_by": "denies", "deleted_by": "withdraws"}
_DASHES = frozenset("–—-")
_LONGEST_LABEL = 16
"""Words and marks before the colon of "Deputy Minister Ana Petrov: …"."""
_PUT = frozenset(("put", "puts", "estimated", "estimates", "putting", "estimating"))
_BEFORE_GAPPED = frozenset((",", ";", "–", "and", "while"))
_LONGEST_FIGURE = 8
"""Words of a figure between "put at" and "by"."""
_WHOSE = {"his": "he", "her": "she", "its": "it", "their": "they"}
_LONGEST_TAIL = 8
"""Words and marks of "– ministry" or ": Health Ministry" at the end of a headline."""


def frame_credits(reader: CreditReader) -> list[Credit]:
    """The credits that frame what they cover: "according to …", "as reported by …", "… was denied by …"."""
    found: list[Credit] = []
    for kind in ("according", "denied_by", "deleted_by"):
        for verb, at in reader.wordings[kind]:
            if kind == "deleted_by" and reader.words.claimed.isdisjoint(reader.lows[:verb]):
                continue
            party = reader.party_at(at)
            # "Per" with a capital before another one is a first name.
            named_per = reader.texts[verb] == "Per" and party is not None and reader.texts[at][0].isupper()
            if party is None or (named_per and not reader.has_kind(party.head)):
                continue
            if reader.is_party(party, loosely=reader.lows[verb] == "according"):
                credit = reader.credit(party, verb, at, leads=False, begin=reader.clause_start(verb))
                outlet = next(
                    (reader.party_at(end) for at, end in reader.wordings["quoted_by"] if at == party.last + 1), None
                )
                passed_on = reader.text(outlet.head) if outlet else None
                found.append(credit._replace(stance=_STANCES.get(kind, "states"), listener=passed_on))
    return found


def agent_credits(reader: CreditReader) -> list[Credit]:
    """The credits of a passive: "the toll was put at 9 by the police", "the figure of 9 comes from the police"."""
    found: list[Credit] = []
    for verb, end in reader.wordings["put_at_by"]:
        by = next((n for n in range(end, min(end + _LONGEST_FIGURE, len(reader.lows))) if reader.lows[n] == "by"), end)
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
            found.append(credit._replace(firm=True))
    for at, end in reader.wordings["paper_of"]:
        if reader.has_number(end, end + _LONGEST_FIGURE) and (credit := _toll_owned(reader, at)):
            found.append(credit)
    return found


def colon_credits(reader: CreditReader) -> list[Credit]:
    """The credits of headlines and labels: "Police: 5 hurt", "5 hurt: police", "5 hurt – ministry"."""
    tokens, marks = reader.tokens, reader.texts
    colon, dash = None, None
    if ":" in reader.sentence.text:
        apart = (n for n in range(len(marks) - 1) if marks[n] == ":" and tokens.starts[n + 1] > tokens.end_of(n))
        colon = next(apart, None)
    if not _DASHES.isdisjoint(marks):
        dash = next((n for n in range(len(marks) - 2, 0, -1) if marks[n] in _DASHES), None)
    found: list[Credit | None] = []
    if colon and colon < _LONGEST_LABEL:
        found.append(_label(reader, colon))
    found += [_tail(reader, at) for at in (colon, dash) if at]
    return [credit for credit in found if credit is not None]


def cited_by(reader: CreditReader, credit: Credit, others: list[Credit]) -> Credit:
    """The credit with the body that its party cites or quotes, if it is the nearest credit to that word."""
    for at, end in reader.wordings["citing"]:
        start = reader.sentence.start + reader.tokens.starts[at]
        nearest = min(others, key=lambda other: min(abs(other.verb_start - start), abs(other.end - start)))
        opening = reader.lows[end] if end < len(reader.lows) else "by"
        party = reader.party_at(end) if opening not in reader.words.prepositions else None
        if nearest is not credit or party is None or start == credit.verb_start:
            continue
        aside = reader.tokens.starts[party.aside] if party.aside else len(reader.sentence.text)
        if aside <= credit.start - reader.sentence.start <= reader.tokens.end_of(party.last):
            party = party.head
        if reader.has_kind(party) or reader.is_person(party):
            return credit._replace(cited=reader.text(party))
    return credit


def bracket_credits(reader: CreditReader) -> list[Credit]:
    """The credits of reports that give their source in brackets at the end: "9,000 people fled (OCHA, 3 May)."."""
    words = reader.texts
    if "(" not in reader.sentence.text:
        return []
    opening = next((n for n in range(len(words) - 2, 0, -1) if words[n] == "("), None)
    if opening is None or opening < 2 or words[opening - 1][0].isupper():
        return []
    closing = next((n for n in range(opening, len(words)) if words[n] == ")"), len(words))
    party = reader.phrases.after(opening + 1)
    ends = not any(word[0].isalnum() for word in words[closing:])
    if party is None or not ends or not words[party.first][0].isupper() or not reader.has_kind(party):
        return []
    rest = reader.lows[party.last + 1 : closing]
    if any(word[0].isalnum() and not word[0].isdigit() and word not in reader.words.days for word in rest):
        return []
    return [reader.credit(party, opening, opening + 1, leads=False, begin=reader.clause_start(opening))]


def gapped_credits(reader: CreditReader) -> list[Credit]:
    """The credits that share an earlier verb: "organisers put the crowd at 900, police at 70"."""
    putting = next((verb for verb, _ in reader.wordings["verbs"] if reader.lows[verb] in _PUT), None)
    found: list[Credit] = []
    for at in range(putting + 1 if putting else len(reader.lows), len(reader.lows) - 1):
        if reader.lows[at] != "at" or not reader.has_number(at + 1, at + 4):
            continue
        party = reader.phrases.up_to(at - 1)
        if party and reader.lows[party.first - 1] in _BEFORE_GAPPED and reader.has_kind(party):
            found.append(reader.credit(party, at, at + 1, leads=True, begin=at + 1))
    return found


def told_to(reader: CreditReader, credit: Credit, others: list[Credit]) -> Credit:
    """The credit with the outlet in which its party says it: "speaking to AFP, …", "… in an interview with AFP"."""
    if credit.listener:
        return credit
    for at, end in reader.wordings["venues"]:
        start = reader.sentence.start + reader.tokens.starts[at]
        nearest = min(others, key=lambda other: min(abs(other.verb_start - start), abs(other.start - start)))
        outlet = reader.phrases.after(end) if end < len(reader.lows) else None
        if nearest is credit and outlet is not None and reader.has_kind(outlet):
            return credit._replace(listener=reader.text(outlet.head))
    return credit


def _toll_from(reader: CreditReader, at: int) -> Credit | None:
    """The credit of "a toll from the judiciary of nine dead"."""
    if at + 2 >= len(reader.lows) or reader.lows[at + 1] not in ("from", "by"):
        return None
    party = reader.phrases.after(at + 2)
    if party is None or not reader.is_party(party):
        return None
    for n in range(party.first + 1, party.last):
        if reader.lows[n] == "of" and reader.has_number(n, n + 3):
            party = Phrase(party.first, n - 1)
            break
    credit = reader.credit(party, at, party.last + 1, leads=True, begin=party.last + 1)
    return credit._replace(verb=reader.text(Phrase(at, at + 1)))


def _toll_owned(reader: CreditReader, at: int) -> Credit | None:
    """The credit of "the ministry's latest toll of 15"."""
    before = range(at - 1, max(-1, at - 5), -1)
    owner = next((n for n in before if reader.lows[n].endswith(POSSESSIVES) or reader.lows[n] in _WHOSE), None)
    party = None
    if owner is not None:
        party = Phrase(owner, owner) if reader.lows[owner] in _WHOSE else reader.phrases.up_to(owner)
    if party is None or party.last != owner:
        return None
    pronoun = _WHOSE.get(reader.lows[owner])
    if pronoun:
        if reader.lows[owner + 1] != "own" and reader.lows[at] not in reader.words.guesses:
            return None
    elif not (reader.has_kind(party) or reader.is_some_body(party)):
        return None
    trails = party.first > 0 and reader.lows[party.first - 1] in ("by", "on", "at", "in")
    if not trails and reader.lows[at] in reader.words.by_whose and not pronoun:
        return None
    begin = reader.clause_start(at) if trails else at + 1
    credit = reader.credit(party, at, at + 1, leads=not trails, begin=begin)
    plain = pronoun or re.sub(r"['’]s?$", "", credit.words)
    return credit._replace(words=plain, head=plain)


def _label(reader: CreditReader, colon: int) -> Credit | None:
    party = _labelled(reader, colon)
    surname = party is not None and _is_surname(reader, party)
    if party is None or not (surname or reader.has_kind(party)) or reader.has_number(party.first, colon):
        return None
    if reader.lows[party.last] in reader.words.toll_nouns and reader.owner(party) == party:
        return None
    words = reader.words
    if not words.whose.isdisjoint(reader.lows[party.first : party.last]):
        return None
    settings = (_is_setting(reader, party, n) for n in range(party.first + 1, party.last))
    if not _is_speaker(reader, party.last) or any(settings):
        return None
    before = () if party.first and reader.lows[party.first - 1] == "from" else reader.lows[: party.first]
    if any(low[0].isalpha() and low not in words.clock and low not in words.adverbs for low in before):
        return None
    credit = reader.credit(reader.owner(party), colon, colon + 1, leads=True, begin=colon + 1)
    return credit._replace(surname=surname)


def _is_speaker(reader: CreditReader, last: int) -> bool:
    """Whether a label's last word may be a source: "Army chief", "Police in Tolm", but not "Police raids"."""
    low, words = reader.lows[last], reader.words
    if reader.texts[last][0].isupper() or not low.endswith("s") or low.endswith(POSSESSIVES):
        return True
    speaking = words.names.titles | words.names.bodily | words.names.officials | words.material_after | words.documents
    return low in speaking or reader.has_kind(Phrase(last, last))


def _is_setting(reader: CreditReader, party: Phrase, at: int) -> bool:
    """Whether a label goes on with something that says nothing of a source: "Workers leapt from windows"."""
    if reader.lows[at] not in reader.words.prepositions or reader.lows[at] == "of":
        return False
    rest = Phrase(at + 1, party.last)
    return not reader.has_kind(rest) and not any(word[0].isupper() for word in reader.texts[at + 1 : party.last + 1])


def _labelled(reader: CreditReader, colon: int) -> Phrase | None:
    """The party before a colon: "Police", "Latest from the police", "Mayor Ana Petrov, touring the ruins"."""
    party = reader.phrases.up_to(reader.phrases.before_adverbs(colon - 1))
    if party is not None:
        source = next((n for n in range(party.last, party.first, -1) if reader.lows[n] == "from"), None)
        if source and reader.has_kind(Phrase(source + 1, party.last)):
            return Phrase(source + 1, party.last)
    pause = reader.phrases.pause_from(0)
    if 0 < pause < colon and reader.texts[pause] == "," and reader.texts[colon + 1] in '“"«':
        return reader.phrases.up_to(pause - 1)
    return party


def _is_surname(reader: CreditReader, party: Phrase) -> bool:
    """Whether a label is one or two words with a capital that show no kind of source."""
    words = reader.texts[party.first : party.last + 1]
    return len(words) < 3 and all(word[0].isupper() for word in words) and not reader.has_kind(party)


def _tail(reader: CreditReader, mark: int) -> Credit | None:
    tokens, count = reader.tokens, len(reader.texts)
    spaced = reader.texts[mark] == ":" or tokens.starts[mark] > tokens.end_of(mark - 1)
    if count - mark > _LONGEST_TAIL or not spaced or not reader.phrases.has_clause(0, mark):
        return None
    party = reader.phrases.after(mark + 1)
    surname = party is not None and _is_surname(reader, party)
    if party is None or party.last < count - 2 or not (surname or reader.has_kind(party)):
        return None
    if reader.has_number(mark, count):
        return None
    return reader.credit(reader.owner(party), mark, mark + 1, leads=False, begin=0)._replace(surname=surname)
