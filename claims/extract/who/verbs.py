"""Credits by a reporting verb: "the ministry said …", "…, the ministry said", "…, said the minister"."""

from claims.extract.who.credit import POSSESSIVES, Credit, CreditReader
from claims.extract.who.phrases import Phrase

_FINDING = 8
"""Words behind "an inquiry found" among which its figure stands."""
_OBJECT = 4
"""Words behind "denied" or "deleted" among which its object stands."""
_PUTTING = frozenset(("put", "puts", "gave", "gives"))
_LONGEST_QUOTED = 150
"""Characters of the party between "quoted" and "as saying"."""


def verb_credits(reader: CreditReader) -> list[Credit]:
    """The credits of a sentence by a reporting verb."""
    found = []
    for verb, end in reader.wordings["verbs"]:
        if _is_noun(reader, verb, end):
            continue
        if reader.in_other_sense(verb) or _takes_in(reader, reader.lows[verb], end):
            credit = _silent(reader, verb, end)
        else:
            credit = _inverted(reader, verb, end) or _with_subject(reader, verb, end)
        if credit is not None:
            found.append(credit)
    return found


def _silent(reader: CreditReader, verb: int, end: int) -> Credit | None:
    """The credit of "the rebels claimed responsibility": it covers no figure, but whoever "it" is has spoken."""
    subject = reader.phrases.before(verb) if reader.lows[verb] in reader.words.claims else None
    if subject is None or not reader.is_party(subject):
        return None
    return reader.credit(subject, verb, end, leads=True, begin=len(reader.lows))


def _is_noun(reader: CreditReader, verb: int, end: int) -> bool:
    """Whether what looks like a verb is the subject of the verb behind it: "media reports put the toll at 9"."""
    low = reader.lows[verb]
    owned = any(word.endswith(POSSESSIVES) for word in reader.lows[max(0, verb - 2) : max(0, verb - 1)])
    if owned and low in reader.words.toll_nouns:
        return True
    if low not in reader.words.verbal_nouns or end >= len(reader.lows):
        return False
    following = reader.lows[end]
    if following == "of":
        return True  # "the official count of 9"
    spoken = any(at == end for at, _ in reader.wordings["verbs"])
    return spoken or following in reader.words.verbs or reader.words.is_finite(following)


def quoted_credits(reader: CreditReader) -> list[Credit]:
    """Credits that one party gives another: "TASS quoted the mayor as saying …", "witnesses quoted by TASS said …"."""
    found = [_quoted_by(reader, verb, end) for verb, end in reader.wordings["quoted_by"]]
    found += [_quoted_as(reader, verb, end) for verb, end in reader.wordings["quoted_as"]]
    found += [_told_by(reader, verb, end) for verb, end in reader.wordings["told_by"]]
    return [credit for credit in found if credit is not None]


def _with_subject(reader: CreditReader, verb: int, end: int) -> Credit | None:
    """The credit of "the ministry said …" and of "…, the ministry said"."""
    subject = reader.phrases.before(verb)
    if subject is None:
        return _shared_subject(reader, verb, end)
    whole, subject = subject, reader.owner(subject)
    if _is_negated(reader, verb) or not _can_say(reader, subject, verb, end, whole):
        return None
    told = _listener(reader, verb, end)
    begin = reader.clause_start(subject.first)
    # "Announcing the deaths of 9 miners, the mayor said …"
    if _opens_clause(reader, whole, end):
        return reader.credit(subject, verb, end, leads=True, begin=end)
    if (given := _given(reader, whole, end)) is not None:
        return reader.credit(subject, verb, end, leads=False, begin=given)._replace(firm=True)
    announcing = reader.lows[begin] in reader.words.announcing and begin < whole.first
    around = announcing or _trails(reader, whole, begin, told.last + 1 if told else end)
    credit = reader.credit(subject, verb, end, leads=not around, begin=begin if around else end)
    if reader.lows[subject.last].endswith(POSSESSIVES):
        # "The army's claim that …": the claim is its own, whoever else is heard on it.
        return credit._replace(firm=True)
    return credit._replace(listener=reader.text(told)) if told else credit


def _opens_clause(reader: CreditReader, whole: Phrase, end: int) -> bool:
    """Whether only the clause that it opens is credited: "nine died when, police say, a driver lost control"."""
    if whole.first < 3 or reader.texts[whole.first - 1] != "," or reader.texts[end : end + 1] != [","]:
        return False
    return reader.lows[whole.first - 2] in reader.words.openers


def _given(reader: CreditReader, whole: Phrase, end: int) -> int | None:
    """Where a figure begins that a relative clause says who gave: "the [9] that the army reported"."""
    if whole.first < 2 or reader.lows[whole.first - 1] not in ("that", "which"):
        return None
    if end < len(reader.lows) and reader.lows[end] not in reader.words.adverbs and not reader.phrases.is_pause(end):
        return None
    numbers = (n for n in range(whole.first - 2, max(-1, whole.first - 2 - _OBJECT), -1) if reader.has_number(n, n + 1))
    return next(numbers, None)


def _trails(reader: CreditReader, whole: Phrase, begin: int, end: int) -> bool:
    """Whether a subject and its verb stand behind what they credit: "…, the ministry said"."""
    first = whole.first
    if first > begin and reader.lows[first - 1] in reader.words.told_nouns:
        # "…, a number the ministry has confirmed."
        noun = reader.phrases.up_to(first - 1)
        first = noun.first if noun else first
    if first <= begin or not reader.phrases.is_pause(first - 1) or not reader.phrases.has_clause(begin, first - 1):
        return False
    return _only_adverbials(reader, end)


def _shared_subject(reader: CreditReader, verb: int, end: int) -> Credit | None:
    """The credit of "the union gave a lower figure but said that …", to the subject of the first verb."""
    before = reader.phrases.before_adverbs(verb - 1)
    if before < 1 or reader.lows[before] not in ("and", "but"):
        return None
    first = next((n for n in range(1, before) if reader.is_verb(n)), None)
    subject = reader.phrases.before(first) if first else None
    if subject is None or not reader.is_party(subject):
        return None
    return reader.credit(subject, verb, end, leads=True, begin=end)


def _inverted(reader: CreditReader, verb: int, end: int) -> Credit | None:
    """The credit of "…, said Ana Petrov, a UN spokeswoman"."""
    words, lows, phrases = reader.words, reader.lows, reader.phrases
    if verb == 0 or not phrases.is_pause(verb - 1) or lows[verb - 1] in ":;(•" or end >= len(lows):
        return None
    low, opening = lows[verb], lows[end]
    rejects = reader.verb_words(verb, end) in words.stances
    if rejects or low in words.object_verbs or low in words.tells or opening in words.adverbials:
        return None
    subject = phrases.after(end)
    if subject is None or opening == "there":
        return None
    if not phrases.has_clause(0, verb - 1):
        return _amid(reader, verb, end, subject)
    until = phrases.pause_from(end)
    following = lows[subject.last + 1] if subject.last + 1 < len(lows) else ""
    goes_on = subject.aside is None and phrases.has_clause(subject.last + 1, until)
    counted = end + 1 if opening == "one" else end
    if (reader.has_number(counted, until) or goes_on) and following not in words.after_inverted:
        return None
    if not reader.is_party(subject, loosely=True):
        return None
    return reader.credit(subject, verb, end, leads=False, begin=reader.clause_start(verb))


def _amid(reader: CreditReader, verb: int, end: int, subject: Phrase) -> Credit | None:
    """The credit of "By noon, said the mayor, 9 were dead": it stands between when or where and what happened."""
    last = subject.last + 1
    if reader.lows[0] not in reader.words.prepositions or reader.texts[verb - 1] != "," or last >= len(reader.texts):
        return None
    if reader.texts[last] != "," or not reader.is_party(subject, loosely=True):
        return None
    return reader.credit(subject, verb, end, leads=False, begin=0)


def _is_negated(reader: CreditReader, verb: int) -> bool:
    """Whether a negation stands before the verb among its adverbs and auxiliaries: "has not yet said"."""
    for n in range(verb - 1, -1, -1):
        low = reader.lows[n]
        if low in reader.words.negations or low.endswith(("n't", "n’t")):
            return True
        if low not in reader.words.adverbs and not reader.words.is_finite(low):
            return False
    return False


def _can_say(reader: CreditReader, subject: Phrase, verb: int, end: int, whole: Phrase) -> bool:
    """Whether the verb reports something with this subject: "the ministry counted 5", not "he counted sheep"."""
    low, written = reader.lows[verb], reader.text(subject).lower()
    if written in reader.words.nobody:
        return False
    verb_words = reader.verb_words(verb, end)
    if verb_words in reader.words.that_verbs:
        with_that = end < len(reader.lows) and reader.lows[end] == "that"
        documentary = _is_material(reader, whole) and reader.has_number(end, end + _FINDING)
        learned = _learned(reader, subject, end)
        return learned or ((with_that or documentary) and reader.is_party(subject, loosely=True))
    if verb_words in reader.words.said:
        return reader.is_party(subject, loosely=True)
    if verb_words in reader.words.seen:
        return _is_observer(reader, subject) and reader.has_number(end, end + _OBJECT)
    if _is_document(reader, subject):
        return low in ("read", "reads") or reader.has_number(end, end + _FINDING)
    if not reader.is_party(subject):
        return False
    if verb_words in reader.words.stances:
        return _rejects_figure(reader, verb, verb_words, end)
    if verb_words in reader.words.toll_verbs:
        return not reader.words.toll_nouns.isdisjoint(reader.lows[end : end + _OBJECT])
    if low not in reader.words.object_verbs:
        return True
    if _is_material(reader, whole) and reader.phrases.pause_from(end) <= end + 1:
        return True
    named = reader.texts[subject.last].isupper() or (low in _PUTTING and _is_proper(reader, subject))
    body = not reader.words.bodies.isdisjoint(reader.lows[subject.first : subject.last + 1])
    if not (named or body or reader.has_kind(subject) or written in reader.words.pronouns or reader.is_person(subject)):
        return False
    ahead = {*reader.lows[end : end + 6]}
    return bool(ahead & reader.words.tolls) or reader.has_number(end, end + 5)


def _takes_in(reader: CreditReader, verb: str, end: int) -> bool:
    """Whether a hospital takes patients in: "admitted 740 patients", but "admitted 40 men had died"."""
    if not verb.startswith("admit") or not reader.has_number(end, end + _OBJECT):
        return False
    until = reader.phrases.pause_from(end)
    return not any(reader.words.is_finite(low) for low in reader.lows[end:until])


def _is_observer(reader: CreditReader, subject: Phrase) -> bool:
    """Whether a subject is there to see and tell: "an AFP correspondent at the scene"."""
    words = reader.lows[subject.first : subject.last + 1]
    return not reader.words.observers.isdisjoint(words)


def _is_document(reader: CreditReader, subject: Phrase) -> bool:
    """Whether a subject is a document that was spoken of before: "the report", "the data"."""
    last = reader.lows[subject.last]
    definite = subject.first == subject.last or reader.lows[subject.first] in ("the", "its", "their")
    return last in reader.words.papers and definite and subject.last - subject.first < 2


def _learned(reader: CreditReader, subject: Phrase, end: int) -> bool:
    """Whether somebody gives what they have heard or think: "…, Radio Nord has learned", "…, an elder complained"."""
    if reader.phrases.pause_from(end) > end or subject.first < 2 or not reader.phrases.is_pause(subject.first - 1):
        return False
    return reader.is_party(subject, loosely=True)


def _rejects_figure(reader: CreditReader, at: int, verb: str, end: int) -> bool:
    """Whether what is denied or taken back can be a figure: not "denied responsibility", not "removed 9 bodies"."""
    if verb in reader.words.verdict_verbs:
        return reader.words.falsehood.search(reader.sentence.text, reader.offset(at)) is not None
    ahead = {*reader.lows[end : end + _OBJECT]}
    if verb in reader.words.of_claims:
        return reader.lows[end] == "that" or bool(ahead & reader.words.claimed) if ahead else False
    return not ahead & reader.words.other_objects


def _is_proper(reader: CreditReader, subject: Phrase) -> bool:
    """Whether every word of a subject has a capital, and none is a day: a surname, a country."""
    words = reader.texts[subject.first : subject.last + 1]
    return all(word[0].isupper() and word.lower() not in reader.words.days for word in words)


def _is_material(reader: CreditReader, whole: Phrase) -> bool:
    """Whether a subject is somebody's investigation, tally or data."""
    words = reader.words
    last = reader.lows[whole.last]
    material = last in words.material_after or last in words.verbal_nouns
    return material or reader.material(whole) is not None


def _listener(reader: CreditReader, verb: int, end: int) -> Phrase | None:
    """Who is told: "told the state news agency VNA"."""
    if reader.lows[verb] not in reader.words.tells or end >= len(reader.lows):
        return None
    last = end - 1
    for n in range(end, min(end + 10, len(reader.lows))):
        low = reader.lows[n]
        number = low[0].isdigit() and not _ends_name(reader, n)
        if number or not low[0].isalnum() or low in reader.words.openers or low in reader.words.days:
            break
        if n > end and (low in reader.words.adverbials or reader.words.is_finite(low) or _follows_name(reader, n)):
            break
        last = n
    return Phrase(end, last) if last >= end else None


def _follows_name(reader: CreditReader, at: int) -> bool:
    """Whether a word in small letters no longer belongs to the name before it: "told AFP shortly after"."""
    described = reader.words.names.bodily | reader.words.names.joints
    return reader.texts[at - 1][0].isupper() and reader.texts[at].islower() and reader.lows[at] not in described


def _ends_name(reader: CreditReader, at: int) -> bool:
    """Whether a number is the end of a name ("told Khabar 24 that"), not the figure that was told."""
    following = reader.lows[at + 1] if at + 1 < len(reader.lows) else "."
    kind = reader.words.names.kinds.get((following,))
    if kind is not None and kind.side == "media":
        return reader.texts[at - 1][0].isupper()
    counts = (
        following[0].isalpha() and following not in reader.words.openers and following not in reader.words.prepositions
    )
    return reader.texts[at - 1][0].isupper() and not counts


def _only_adverbials(reader: CreditReader, at: int) -> bool:
    """Whether behind the verb, up to the next pause, stands no more than when, where and to whom it was said."""
    until = reader.phrases.pause_from(at)
    if until == at:
        return True
    opening = reader.lows[at]
    if opening == "that" or (until < len(reader.lows) and reader.texts[until] in ':“"«'):
        return False
    words = reader.words
    if opening in words.adverbials or opening in words.openers:
        return True
    return not (reader.phrases.has_clause(at, until) or reader.has_number(at, until))


def _quoted_as(reader: CreditReader, verb: int, behind: int) -> Credit | None:
    """The credit of "TASS quoted the mayor as saying …"."""
    offset = reader.tokens.end_of(behind - 1)
    saying = reader.words.as_saying.search(reader.sentence.text, offset, offset + _LONGEST_QUOTED)
    if saying is None:
        return None
    end, last = reader.token_after(saying.end()), reader.token_after(saying.start()) - 1
    if last <= verb or any(verb == at for at, _ in reader.wordings["quoted_by"]):
        return None
    quoted = Phrase(verb + 1, last)
    outlet = reader.phrases.before(verb)
    leads = reader.phrases.pause_from(end) > end
    begin = end if leads else reader.clause_start(verb)
    if outlet is None or not reader.is_party(outlet, loosely=True):
        return reader.credit(quoted, verb, end, leads=leads, begin=begin)
    return reader.credit(outlet, verb, end, leads=leads, begin=begin)._replace(cited=reader.text(quoted))


def _told_by(reader: CreditReader, verb: int, end: int) -> Credit | None:
    """The credit of "Radio Nord was told by a nurse that …"."""
    outlet, speaker = reader.phrases.before(verb), reader.party_at(end)
    if outlet is None or speaker is None or not reader.is_party(speaker, loosely=True):
        return None
    begin = speaker.last + 1
    if not reader.has_kind(outlet):
        return reader.credit(speaker, verb, end, leads=True, begin=begin)
    return reader.credit(outlet, verb, end, leads=True, begin=begin)._replace(cited=reader.text(speaker))


def _quoted_by(reader: CreditReader, verb: int, end: int) -> Credit | None:
    """The credit of "the mayor was quoted by TASS as saying …" and of "witnesses quoted by TASS said …"."""
    outlet = reader.party_at(end)
    if not verb or outlet is None:
        return None
    last = verb - 1
    while last > 0 and reader.lows[last] in reader.words.no_subject:
        last -= 1
    speaker = reader.phrases.before(last + 1)
    if speaker is None:
        return None
    name = outlet.head
    # "…, said villagers quoted by TASS."
    trails = reader.phrases.pause_from(name.last + 1) == name.last + 1 and reader.phrases.has_clause(0, speaker.first)
    begin = reader.clause_start(verb) if trails else name.last + 1
    credit = reader.credit(name, verb, name.last + 1, leads=not trails, begin=begin)
    return credit._replace(
        verb=reader.text(Phrase(verb, end - 1)),
        start=reader.sentence.start + reader.tokens.starts[speaker.first],
        cited=reader.text(speaker),
    )
