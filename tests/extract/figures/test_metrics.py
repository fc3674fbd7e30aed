"""Which verb or noun governs a number: a sentence in, its figures out."""

import pytest

from claims.extract.figures.finder import find_figures
from claims.extract.figures.lexicon import lexicon_of
from claims.extract.passage import read_passage
from claims.records import Entry
from claims.vocabulary import load_vocabulary

LEXICON = lexicon_of(load_vocabulary())


def figures_of(text, lexicon=LEXICON):
    """The figures of a text as "number=metric", parted by blanks."""
    found = find_figures(read_passage(Entry(key="k", text=text, start=0)), lexicon)
    return [f"{text[f.mention.number_start : f.mention.number_end]}={f.mention.metric}" for f in found]


def rules_of(text):
    return [f.ruled.ruling.rule for f in find_figures(read_passage(Entry(key="k", text=text, start=0)), LEXICON)]


SENTENCES = {
    "a verb in the passive": [
        ("Nine people have been killed and 3 more were hurt.", ["Nine=killed", "3=injured"]),
        ("At least 31 villagers, among them nine children, were killed.", ["31=killed", "nine=killed"]),
        ("Twelve people were reported killed in the bombing.", ["Twelve=killed"]),
        ("Eight children are listed as having drowned.", ["Eight=killed"]),
        ("Some 45 vehicles were set on fire.", ["45=damaged"]),
    ],
    "a verb in the active": [
        ("The mudslide swept away 14 houses.", ["14=destroyed"]),
        ("Gunmen shot dead 11 farmers and abducted another 20.", ["11=killed", "20=abducted"]),
        ("By now the junta has killed 84 farmers and jailed 610 more.", ["84=killed", "610=convicted"]),
        ("Quake kills 300, injures thousands", ["300=killed", "thousands=injured"]),
        (
            "The gale was to claim the lives of 90 sailors, injure more than 700 and damage 40 homes.",
            ["90=killed", "700=injured", "40=damaged"],
        ),
        ("A bomber killed himself and 16 others.", ["16=killed"]),
    ],
    "a participle": [
        ("A bus overturned, killing five and injuring another 40.", ["five=killed", "40=injured"]),
        ("26 dead, 18 wounded in Orle", ["26=killed", "18=injured"]),
        ("The blast left 5 people dead, with 200 more wounded.", ["5=killed", "200=injured"]),
        ("A clerk was one of 14 villagers killed in the raid.", ["14=killed"]),
    ],
    "what the counted do": [
        ("Thousands fled.", ["Thousands=displaced"]),
        ("Eight people died after a wall fell.", ["Eight=killed"]),
        ("Some 3,500 people rallied outside the mint.", ["3,500=protesters"]),
        ("The floods forced tens of thousands to flee.", ["tens of thousands=displaced"]),
    ],
    "a state": [
        ("Six of the divers are still missing.", ["Six=missing"]),
        ("More than 600 homes were without power.", ["600=affected"]),
        ("Thousands remain in custody.", ["Thousands=detained"]),
        ("Fifty people were rushed to St Orla's hospital.", ["Fifty=hospitalised"]),
        ("Twenty crews are at the scene.", ["Twenty=deployed"]),
    ],
    "a noun": [
        ("Police made 58 arrests.", ["58=detained"]),
        ("There were 26 deaths and 140 injuries.", ["26=killed", "140=injured"]),
        ("Seven more bodies were pulled from the river.", ["Seven=killed"]),
        ("The region has seen 340 attacks this year.", ["340=attacks"]),
        ("A plaque honours 18 murdered weavers.", ["18=killed"]),
    ],
    "a noun before it": [
        ("The ministry confirmed the deaths of 12 soldiers.", ["12=killed"]),
        ("The court at Orle approved indictments for 34 smugglers.", ["34=charged"]),
        ("Criminal proceedings were started against 11 brokers.", ["11=charged"]),
        ("Divers recovered the bodies of three boys.", ["three=killed"]),
    ],
    "a total": [
        ("The death toll rose to 90 on Monday.", ["90=killed"]),
        ("Death toll from ferry disaster hits 90", ["90=killed"]),
        ("The toll passed 500.", ["500=killed"]),
        ("Since noon the number of sailors missing has fallen from 31 to 8.", ["31=missing", "8=missing"]),
        ("The find raises the number of hikers killed by snow to nine.", ["nine=killed"]),
        ("Deaths climb to 2,050.", ["2,050=killed"]),
        ("Injured: 43. Dead: 7.", ["43=injured", "7=killed"]),
        ("He put the crowd at 25,000.", ["25,000=protesters"]),
    ],
    "a part": [
        ("They freed 43 people, 12 of them in Orle.", ["43=released", "12=released"]),
        ("It is treating 50 people, 15 of whom were wounded by glass.", ["50=hospitalised", "15=injured"]),
        ("Of the 90 people arrested, 40 are minors.", ["90=detained", "40=detained"]),
        ("Thirty people died: 20 in the capital and ten in the south.", ["Thirty=killed", "20=killed", "ten=killed"]),
        ("Among the dead were two nuns.", ["two=killed"]),
        ("Those arrested include three journalists.", ["three=detained"]),
    ],
    "a list": [
        ("The attackers killed eight soldiers and three civilians.", ["eight=killed", "three=killed"]),
        ("Two men and four boys were hurt.", ["Two=injured", "four=injured"]),
        (
            "Twelve were taken to the hospital at Orle and five to a clinic.",
            ["Twelve=hospitalised", "five=hospitalised"],
        ),
    ],
    "money": [
        ("Losses are put at $4.1m.", ["4.1m=damage_cost"]),
        ("The fire caused damage worth 3 million euros.", ["3 million=damage_cost"]),
        ("The town got $30m in aid after the damage.", []),
        ("Dockers earn $9 a day.", []),
    ],
    "the noun goes before the hospital": [
        ("Ninety wounded sailors were brought to hospital by tram.", ["Ninety=injured"]),
        ("Forty of those scalded were taken to hospital.", ["Forty=hospitalised"]),
    ],
    "the main clause goes before the relative one": [
        ("Fifteen students who had been detained were released.", ["Fifteen=released"]),
        ("The nine clerks held since Tuesday were set free at dawn.", ["nine=released"]),
    ],
    "who did it is not counted": [
        ("Ten gunmen killed four guards.", ["four=killed"]),
        ("Around 300 buses were used to evacuate 12,000 people.", ["12,000=evacuated"]),
    ],
    "what is said of them is something else": [
        ("Ten men were questioned about the murdered guard.", []),
        ("Six people were questioned and arrested.", ["Six=detained"]),
        ("Three people who knew him said the man was killed.", []),
        ("Two men carried the injured to a truck.", []),
    ],
    "a total behind the number": [
        ("It brought to 12 the number of people killed this week.", ["12=killed"]),
        ("That raises to 31 the death toll.", ["31=killed"]),
    ],
    "a headline": [
        ("Thirty rebels, four soldiers die in Orle clash", ["Thirty=killed", "four=killed"]),
        ("At Least 30 Including 4 Children Killed", ["30=killed", "4=killed"]),
        ("Police: 5 arrested, 3 officers injured at rally", ["5=detained", "3=injured"]),
    ],
    "only the named": [
        ("Hundreds of protesters clashed with police.", ["Hundreds=protesters"]),
        ("Doctors spoke of dozens of victims.", ["dozens=casualties"]),
    ],
    "a verb in two pieces": [
        ("Rioters set 11 trams alight.", ["11=damaged"]),
        ("Firemen cut five passengers free from the tangled cab.", ["five=rescued"]),
        ("The slide reduced 40 chapels to rubble and took nine lives.", ["40=destroyed", "nine=killed"]),
        ("They took a dozen clerks, two of them women, hostage.", ["a dozen=abducted", "two=abducted"]),
        ("The jury found six brokers guilty.", ["six=convicted"]),
        ("He set 12 alarm clocks and cut the cake into 20 pieces.", []),
    ],
    "a noun left out where the text has told of what": [
        ("The ferry company counted 12 drowned. The union spoke of 19.", ["12=killed", "19=killed"]),
        ("About 300 miners were hurt; the pit's doctor put it at 500.", ["300=injured", "500=injured"]),
        ("Sixty men were arrested and no more than ten released.", ["Sixty=detained", "ten=released"]),
        ("Five held over plot", ["Five=detained"]),
        ("The shell hit a clinic; two nurses died. “We lost 11,” said a cook.", ["two=killed", "11=killed"]),
        ("The editor spoke of 19.", []),
        ("We lost 11 games.", []),
    ],
    "a number by its place alone": [
        ("In Dorn 210 people died, in Velka 44 and in Ost six.", ["210=killed", "44=killed", "six=killed"]),
        ("Brenn is sending 85 rescuers and Lagora 50.", ["85=deployed", "50=deployed"]),
        ("Police arrested 20 men on Route 66 and closed Tunnel 4.", ["20=detained"]),
    ],
    "what stands right behind goes before a total": [
        ("Casualties: 12 dead, 40 injured.", ["12=killed", "40=injured"]),
        ("The clashes have left at least 32 dead.", ["32=killed"]),
    ],
    "the dead by who they are": [
        ("The dead were four women and two men.", ["four=killed", "two=killed"]),
        ("The injured, nine of them boys, lay in a school.", ["nine=injured"]),
    ],
    "a verbal noun": [
        ("The outbreak led to the culling of 90,000 ducks.", ["90,000=killed"]),
        ("Witnesses told of the burning of two chapels.", ["two=damaged"]),
    ],
    "an aside does not end the clause": [
        ("Of those arrested, 40 have since been let go.", ["40=released"]),
        ("Three men aged 19, 22 and 34 were arrested.", ["Three=detained"]),
        (
            "The gale killed nine people in Orle, according to the mayor, and two more at sea.",
            ["nine=killed", "two=killed"],
        ),
        ("The blast wounded 21, two security sources said.", ["21=injured"]),
    ],
    "a strike or march by so many": [
        ("The two-day strike by 30,000 dockers goes on.", ["30,000=protesters"]),
        ("A march by some 400 nurses closed the bridge.", ["400=protesters"]),
    ],
    "another subject ends it": [
        ("The pile-up involved 30 cars and left seven people dead.", ["seven=killed"]),
        ("Nine killed four.", ["four=killed"]),
        ("26 killed 18 wounded", ["26=killed", "18=injured"]),
    ],
    "who is sent": [
        ("Around 70 firefighters and nine fire engines were called to the mill.", ["70=deployed", "nine=deployed"]),
        ("A force of 4,000 troops is guarding the pipeline.", ["4,000=deployed"]),
        ("Brenora sent a 130-member team to the quake zone.", ["130=deployed"]),
        ("The mission has 13,500 peacekeepers in the country.", ["13,500=deployed"]),
        ("Two engineers worked on the bridge.", []),
    ],
    "weak words count where the text tells of an event": [
        ("Police said 300 people attended.", ["300=protesters"]),
        ("The novel was read aloud, and 300 people attended.", []),
        ("Officers are holding 30 men.", ["30=detained"]),
        ("The two ships hold 800 people each.", []),
        ("After the crash 12 men were treated by medics.", ["12=injured"]),
        ("The clinic treated 48,000 patients last year.", []),
    ],
    "a cost in a text that tells of no harm": [
        ("The flood cost the town 4 million euros.", ["4 million=damage_cost"]),
        ("Hail left losses of $9m.", ["9m=damage_cost"]),
        ("The firm posted losses of $9m.", []),
        ("A ticket to Brenn costs 300 dollars.", []),
    ],
    "words that rule a metric out": [
        ("A crowd of 21,300 saw two penalties missed.", []),
        ("Three players were released by the club.", []),
        ("A crowd of 21,300 filled the square.", ["21,300=protesters"]),
    ],
    "a noun that looks like a verb": [
        ("Soldiers seized two radio stations.", ["two=seized"]),
        ("Rebels captured three border posts.", ["three=seized"]),
    ],
    "zero where it is clear": [
        ("No one was hurt.", ["No one=injured"]),
        ("There were no deaths.", ["no=killed"]),
        ("No one knows how the two died.", ["two=killed"]),
        ("No one has been held responsible.", []),
    ],
}


@pytest.mark.parametrize(
    ("text", "figures"),
    [pair for pairs in SENTENCES.values() for pair in pairs],
)
def test_the_governing_word(text, figures):
    assert figures_of(text) == figures


def test_a_ruling_names_its_rule():
    assert rules_of("Rebels killed 5 people, three of them boys; 12 were hurt and the death toll is 40.") == [
        "object",
        "part",
        "predicate",
        "total",
    ]


def test_a_metric_of_ones_own_is_found_without_code(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        '[metrics.vaccinated]\nlabel = "vaccinated"\ncounts = "people"\n'
        '[metrics.vaccinated.cues]\nverbs = ["vaccinate"]\nstates = ["with a jab"]\nnouns = ["jab"]\n'
        '[metrics.killed.cues]\nacts = ["croak"]\n',
        encoding="utf-8",
    )
    lexicon = lexicon_of(load_vocabulary(own))
    assert figures_of("Nurses vaccinated 300 pupils; 40 teachers were vaccinated.", lexicon) == [
        "300=vaccinated",
        "40=vaccinated",
    ]
    assert figures_of("There were 90 jabs. Twelve croaked.", lexicon) == ["90=vaccinated", "Twelve=killed"]
    assert figures_of("Nurses vaccinated 300 pupils.") == []


@pytest.mark.parametrize(
    ("cues", "text", "figure"),
    [
        ('verbs = ["poison"]', "The spill poisoned 40 villagers.", "40=poisoned"),
        ('states = ["in hospital"]', "Twelve are in hospital.", "Twelve=poisoned"),
        ('nouns = ["arrest"]', "Police made 58 arrests.", "58=poisoned"),
    ],
)
def test_a_metric_of_ones_own_goes_before_a_shipped_one(tmp_path, cues, text, figure):
    own = tmp_path / "own.toml"
    own.write_text(
        f'[metrics.poisoned]\nlabel = "poisoned"\ncounts = "people"\n[metrics.poisoned.cues]\n{cues}\n',
        encoding="utf-8",
    )
    assert figures_of(text, lexicon_of(load_vocabulary(own))) == [figure]


def test_every_metric_has_cues_or_is_given_by_hand():
    without = [slug for slug, metric in LEXICON.metrics.items() if not any(metric.cues.model_dump().values())]
    assert without == ["in_custody"]
