"""Who did what a figure counts, and the nouns and wholes that figures take from the sentences before."""

import pytest

from claims.extract import extract_claims
from claims.records import Entry


def claims_of(text):
    return extract_claims(Entry(key="k", text=text, start=0))


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        # Behind "by", also farther from the verb, and for each of two.
        ("Nine people were killed in a raid by armed men on a depot.", ["armed men"]),
        ("Two guards were shot and wounded by masked gunmen.", ["masked gunmen"]),
        ("Five nuns were abducted by bandits and three by soldiers.", ["bandits", "soldiers"]),
        ("Forty were killed at the hands of the militia.", ["militia"]),
        ("The number of boys killed by the army rose to 31.", ["army"]),
        # The subject: right before the verb, before an aside, where the clause opens, of several verbs.
        ("Insurgents, who came at dawn, killed 12 herders.", ["Insurgents"]),
        ("Riot police, backed by water cannon, arrested 70 students.", ["Riot police"]),
        ("Police in the port of Orle arrested 30 dockers.", ["Police"]),
        ("Militants opened fire on a bus, killing eight passengers.", ["Militants"]),
        ("The navy stormed the ship and freed 14 sailors.", ["navy"]),
        ("Members of the Brask Defence Forces killed 40 villagers.", ["Members of the Brask Defence Forces"]),
        # Who says of themselves that they did it.
        ("The coastguard said it had rescued 61 people.", ["coastguard"]),
        ("Prosecutors say that they have charged nine officers.", ["Prosecutors"]),
        ("The navy said on Sunday it had freed 12 sailors.", ["navy"]),
        # Behind "by" before the verb; and what is said of the actor behind the noun.
        ("Overnight shelling by rebels killed four people.", ["rebels"]),
        ("A raid by masked gunmen killed nine.", ["masked gunmen"]),
        ("Troops loyal to the general have killed 50 people.", ["Troops"]),
        ("Seven men died, three of them by police gunfire.", [None, None]),
        # Who does what is done by intent only may be anyone.
        ("The Orle Red Star evacuated 200 patients.", ["Orle Red Star"]),
        ("Villagers pulled 12 people from the river.", ["Villagers"]),
        ("Officers made 58 arrests.", ["Officers"]),
        # Nouns that say by their ending that those do something; things that end so don't.
        ("Marauders burned 35 huts.", ["Marauders"]),
        ("Nine inmates were beaten to death by prison warders.", ["prison warders"]),
        ("Boulders killed three hikers.", [None]),
        ("Tankers exploded, killing nine.", [None]),
        # Those who hold others, and the antecedent of "who".
        ("The junta still has 76 monks in detention.", ["junta"]),
        ("Detectives have 13 men in custody.", ["Detectives"]),
        ("It was paratroopers who freed the 21 captives.", ["paratroopers"]),
        ("A gang that had kidnapped 20 nuns has fled.", ["gang"]),
        # A verb of claiming is no part of the name; who claims to have done it did it.
        ("The kidnappers claimed to be holding 18 nuns.", ["kidnappers"]),
        ("The rebels claimed they had killed 30 soldiers.", ["rebels"]),
        # A country between commas belongs to the place before it.
        ("A gas blast in Multan, Pakistan, has killed nine.", [None]),
        ("Police in Multan, Pakistan, have arrested nine.", ["Police"]),
        # Who merely finds or loses the dead killed nobody; the noun of a deed in the singular is its sort.
        ("The army lost 12 soldiers in the ambush.", [None]),
        ("Rioters' victims: doctors treated 60 wounded people.", [None]),
        ("Sniper fire killed two medics.", [None]),
        # A part has the actor of its whole.
        ("Soldiers killed 13 herders, four of them children.", ["Soldiers", "Soldiers"]),
        # No one: what happens, who merely speaks, and a name inside a place.
        ("A fire at a police station killed nine people.", [None]),
        ("Police said the explosion killed nine people.", [None]),
        ("Twelve hikers were killed by falling rocks.", [None]),
        ("The storm drowned 40 sheep; soldiers watched.", [None]),
    ],
)
def test_who_did_it(text, actors):
    assert [claim.by for claim in claims_of(text)] == actors


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("Two tourists drowned. Five are still missing.", ["tourists", "tourists"]),
        ("Sixteen miners died in the blast. Two more died in hospital.", ["miners", "miners"]),
        ("Two tourists drowned. The search goes on. Five are still missing.", ["tourists", None]),
        ("Sixty homes burned. Five are missing.", ["homes", None]),
        ("Four soldiers died. Hundreds have fled.", ["soldiers", None]),
    ],
)
def test_a_noun_left_out_is_that_of_the_sentence_before(text, resolved):
    assert [claim.group_resolved for claim in claims_of(text)] == resolved


@pytest.mark.parametrize(
    "text",
    [
        "Ten workers were rescued. Three of them are in a serious condition.",
        "Police arrested 90 students. Two of them were injured.",
    ],
)
def test_them_are_the_counted_of_the_sentence_before(text):
    whole, part = claims_of(text)
    assert part.part_of == whole.number_start
    assert (part.scope, part.group_resolved) == ("part", whole.group)


def test_the_dead_that_are_listed_are_no_part_of_one_another():
    assert [claim.part_of for claim in claims_of("The dead include nine firefighters and two pilots.")] == [None, None]
