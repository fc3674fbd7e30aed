"""Credit in the manners of many outlets: rows of a text, the number looked at, the speaker."""

import pytest
from crediting import chain_of, who

SPEAKERS = {
    "a description that names no body": [
        (
            "No herd is safe, the Food Board said. At Tolm the UN agency saw UNICEF feed 9 boys, UNICEF said.",
            "9",
            "UNICEF",
        ),
        (
            "The International Organization for Migration (IOM) runs the camp. The UN agency said 40 people died.",
            "40",
            "International Organization for Migration (IOM)",
        ),
        ("UNHCR said that nobody came. The refugee agency put the missing at 300.", "300", "UNHCR"),
        (
            "Save the Children said the town was fed. The aid group lost 3 nurses, it said.",
            "3",
            "Save the Children",
        ),
        ("The Orland Tribune reported the fire. The paper said 14 cows were lost.", "14", "Orland Tribune"),
        (
            "Human Rights Watch called it a massacre. The New York-based group said 40 people died.",
            "40",
            "Human Rights Watch",
        ),
        (
            "Save the Children said the town was fed. The London-based charity said 3 nurses were killed.",
            "3",
            "Save the Children",
        ),
        ("Police held marchers. The union said 12 were reporters.", "12", "union"),
        ("Troops blocked the roads. Ten homes burned, the committee said.", "Ten", "committee"),
    ],
    "pages, papers and whose they are": [
        ("More than 60 men were hurt, according to the coast guard's website.", "60", "coast guard"),
        ("A notice on the website of the Health Board said 9 men died.", "9", "Health Board"),
        (
            "14 men died, according to an assessment that the Tolm Flood Bureau published on Friday.",
            "14",
            "Tolm Flood Bureau",
        ),
        (
            "A bulletin put out by the Tolm Flood Bureau at 9 a.m. local time on May 7 lists 27 dead.",
            "27",
            "Tolm Flood Bureau",
        ),
        ("A statement issued by the army at noon on Monday said 12 rebels were shot.", "12", "army"),
        ("OCHA's flash update No. 3 has 14 people dead.", "14", "OCHA"),
        ("A government survey found that 800 herders had left.", "800", "A government survey"),
        ("A television report said that 70 sailors had drowned.", "70", "A television report"),
        ("The judiciary's news website said 9 men had been freed.", "9", "judiciary's news website"),
    ],
    "a document that was spoken of": [
        ("The Tolm Ombudsman wrote to the mayor. The report lists 14 dead inmates.", "14", "Tolm Ombudsman"),
        ("Amnesty published the data on Monday. The data show that 88 boys were beaten.", "88", "Amnesty"),
        (
            "A television report spoke of 9 dead, citing doctors. At least 70 huts burned, the report said.",
            "70",
            "A television report",
        ),
    ],
    "verbs of counting and believing": [
        ("The bureau classed 40,000 people as affected.", "40,000", "bureau"),
        ("The ministry knows of 14 deaths.", "14", "ministry"),
        ("Villagers tell of 30 bodies in the river.", "30", "Villagers"),
        ("The Red Cross reckons that 400 families lost their homes.", "400", "Red Cross"),
        ("There were, the mayor thought, about 31 dead.", "31", "mayor"),
        ("At least 40 cattle were swept away, an elder complained.", "40", "an elder"),
        ("Six men have been stabbed, Sky News has learned.", "Six", "Sky News"),
        ("The ministry upped its count to 61 dead.", "61", "ministry"),
        ("The company came up with a figure of 9 dead.", "9", "company"),
    ],
    "a verb with others before it": [
        ("By evening Sheriff Per Aldo was reporting 31 deaths.", "31", "Sheriff Per Aldo"),
        ("The sheriff was quick to say that only 3 men had died.", "3", "sheriff"),
        ("The coroner could only say that 12 had drowned.", "12", "coroner"),
        ("The coroner went on to say that 12 had drowned.", "12", "coroner"),
        ("The sheriff declined to say whether 3 men had died.", "3", None),
    ],
    "a subject behind or before other words": [
        ("On the radio the mayor said 31 men had died.", "31", "mayor"),
        ("At the morgue an attendant said 33 bodies had come in.", "33", "an attendant"),
        ("A nurse reached by telephone said 31 men had died.", "31", "A nurse"),
        ("Tolm radio monitored in Lesk said 31 men had died.", "31", "Tolm radio"),
        ("Sixty-one men died - a number the ministry has confirmed.", "Sixty-one", "ministry"),
        ("Radio Nord spoke with the mayor, who said 31 men had died.", "31", "mayor"),
        ("Confirming the deaths of 3 men, the mayor said the search would go on.", "3", "mayor"),
    ],
    "their own figures": [
        (
            "That surprised Mayor Ilse Marrow, she said. Her own estimate was that 30 men had drowned.",
            "30",
            "Mayor Ilse Marrow",
        ),
        ("The coast guard said the sea was calm. Its list has 14 dead.", "14", "coast guard"),
        ("By the army's reckoning 300 rebels were shot.", "300", "army"),
        ("The storm's toll was 300 dead.", "300", None),
        ("The army's claim that 90 rebels died was met with laughter.", "90", "army"),
    ],
    "whose body it is": [
        ("Kenya has lost 1.4 million cattle, its drought authority said.", "1.4 million", "Kenya's drought authority"),
        ("France lost 9 bridges in the storm, its interior ministry said.", "9", "France's interior ministry"),
    ],
    "behind a semicolon": [
        ("The navy said 23 sailors were lost; one sailor was saved later.", "one", "navy"),
        ("Two of the ten died; eight were hurt, the sheriff said.", "Two", "sheriff"),
        ("The navy reported 23 deaths; some 40 men drowned, the union said.", "40", "union"),
    ],
    "a list under whoever gives it": [
        ("The flood office reported:\n- 14 dead\n- 61 injured", "61", "flood office"),
        (
            "According to the coast guard, the toll is as follows:\n14 men were killed.\n30 men were hurt.",
            "30",
            "coast guard",
        ),
        ("The mayor spoke at noon.\n14 men were killed.", "14", None),
    ],
    "a label or tail of one surname": [
        ("Marrow: 12 dead in crash\nMayor Ilse Marrow said the road was shut.", "12", "Mayor Ilse Marrow"),
        ("12 dead in crash - Aldo\nThe road was shut, Sheriff Per Aldo said.", "12", "Sheriff Per Aldo"),
        ("Tolm: 12 dead in crash\nMayor Ilse Marrow said the road was shut.", "12", None),
        ("Latest from the police: 14 dead.", "14", "police"),
        ("Mayor Ilse Marrow, touring the ruins: “We have buried 14 men.”", "14", "Mayor Ilse Marrow"),
    ],
    "a quotation beside a person": [
        ("Mayor Ilse Marrow toured the ruins. “We have buried 14 men.”", "14", "Mayor Ilse Marrow"),
        ("“Maybe 14 men got out.” Per Aldo lives across the road.", "14", "Per Aldo"),
        ("“They shot 20 boys.” By the gate stood Per Aldo. It was dark, he told us.", "20", "Per Aldo"),
    ],
    "the sentence that names the source": [
        ("Fourteen men drowned. The figure comes from the coast guard.", "Fourteen", "coast guard"),
        ("More than 300 men were hurt. That is according to the Red Cross.", "300", "Red Cross"),
        ("Fourteen men drowned. The toll rose as more boats sank, said the coast guard.", "Fourteen", None),
    ],
    "counting goes on at the head of a sentence": [
        ("The navy said 30 men died. Of the dead, 12 were cooks.", "12", "navy"),
        ("The navy said 30 men died. Soldiers then arrested 12 looters, another among them.", "12", None),
        ("The navy said 30 men died. The storm has torn down 12 dams, one of them new.", "12", None),
    ],
    "the one and the other": [
        ("The mayor said 9 men died. The bishop said more had. The latter spoke of 30 dead.", "30", "bishop"),
        ("The mayor said 9 men died. The bishop said more had. The former said 12 were hurt.", "12", "mayor"),
    ],
    "names and titles": [
        ("There were 10 dead, Capt. Per Aldo said. Aldo said 8 were hurt.", "8", "Capt. Per Aldo"),
        (
            "Dr Ilse Marrow of Tolm had no rest. She said 4 had died.",
            "4",
            "Dr Ilse Marrow of Tolm",
        ),
        (
            "Nine huts burned, according to another villager, Khaled Mohammed.",
            "Nine",
            "another villager, Khaled Mohammed",
        ),
        ("At least 14 men were killed, said Ahmed Reed, a baker.", "14", "Ahmed Reed, a baker"),
    ],
    "an aside of who says it behind a number in words": [
        ("Fifteen sailors, said the coast guard, have been hurt.", "Fifteen", "coast guard"),
        ("Twelve nurses, the mayor said, were beaten.", "Twelve", "mayor"),
    ],
    "a mark or a number ends who says it": [
        ("The toll - 30, according to the coast guard - may rise.", "30", "coast guard"),
        ("According to the army 31 rebels and 12 cooks died.", "12", "army"),
    ],
    "between when or where and what happened": [
        ("By noon, said the mayor, the toll was 30.", "30", "mayor"),
        ("In Tolm alone, said Sheriff Per Aldo, it was 30.", "30", "Sheriff Per Aldo"),
        ("By noon, said the mayor.", "noon", None),
    ],
    "reports that nobody confirms are nobody's": [
        ("Unconfirmed reports speak of 30 dead.", "30", None),
        ("Conflicting reports said 30 had died.", "30", None),
    ],
    "a page before a named speaker": [
        ("On Facebook, Ilse Marrow, mayor of Tolm, wrote that 30 died.", "30", "Ilse Marrow, mayor of Tolm"),
        ("In Tolm, Per Aldo, the sheriff, said that 12 drowned.", "12", "Per Aldo, the sheriff"),
    ],
    "a label holds no clause": [
        ("Police raids: 14 arrested in Tolm.", "14", None),
        ("Workers leapt from windows: 26 died.", "26", None),
        ("Doctors at the hospital: 26 died.", "26", "Doctors at the hospital"),
        ("Officials in Tolm: 26 died.", "26", "Officials in Tolm"),
    ],
    "a quotation of several paragraphs": [
        ("“There are 30 dead.\n\n“There are 12 missing,” the mayor said.", "30", "mayor"),
        ("“The river rose,” the mayor said.\n\n“It is dark.\n\n“Another 12 are missing.”", "12", "mayor"),
        ("“There are 30 dead.”\n\n“Where are the boats?” the mayor asked. He said they were late.", "30", None),
    ],
    "who has counted, behind a comma": [
        ("The union, which has counted 30 hurt, wants an inquiry.", "30", "union"),
        ("Lantern, which has documented 12 killings, asked for help.", "12", "Lantern"),
        ("The storm, which has killed 12 men, moved on.", "12", None),
    ],
    "data that others compiled": [
        ("More than 30 men have died since May, official data compiled by AFP show.", "30", "AFP"),
        ("Records kept by the coast guard show 12 wrecks.", "12", "coast guard"),
    ],
    "those who were there and saw it": [
        ("AFP journalists saw 30 bodies.", "30", "AFP journalists"),
        ("A Radio Nord reporter saw 12 boys carried away.", "12", "A Radio Nord reporter"),
        ("The nurse saw 30 bodies.", "30", None),
    ],
    "a figure that a relative clause gives to someone": [
        ("The mayor said 31 had died. That is more than the 9 that the army reported.", "9", "army"),
        ("The ministry has not confirmed the 14 deaths which the union has claimed.", "14", "union"),
    ],
    "a hospital that takes patients in says nothing": [
        ("The hospital admitted 74 patients.", "74", None),
        ("The general admitted that 74 men had drowned.", "74", "general"),
        ("The general admitted 74 men had drowned.", "74", "general"),
    ],
    "it is a body": [
        (
            "Four men died, a nurse said. The army gave no comment. In a tweet it said 17 rebels were shot.",
            "17",
            "army",
        ),
        ("The ministry published a list at noon. It gives 30 dead.", "30", "ministry"),
        (
            "The coast guard said the boats were found. A nurse said 2 men drowned. It put the dead at 9.",
            "9",
            "coast guard",
        ),
    ],
    "an aside that counts something else goes on with nothing": [
        ("The navy said 30 men died. Gusts, one of them of 90 knots, drove 12 barges ashore.", "12", None),
        ("The navy said 30 men died. At least 12 of them were cooks.", "12", "navy"),
    ],
    "a count is no verb": [
        ("Some 200 men were hurt, double the official count of 90.", "90", None),
        ("The police count of 9 dead is wrong.", "9", None),
    ],
    "the World Health Organization is no pronoun": [
        ("The WHO said 9,000 men had died.", "9,000", "WHO"),
        ("At least 70 men died, according to the WHO.", "70", "WHO"),
        ("The nurse who treated 9 men said 4 had died.", "4", "nurse"),
    ],
    "a body with an office in its name, by its short form": [
        ("The Tolm Rights Centre (TRC) said 9 men died. TRC said 30 were hurt.", "30", "Tolm Rights Centre (TRC)"),
        ("The Orle Flood Office (OFO) gave 9 dead. OFO said 12 were lost.", "12", "Orle Flood Office (OFO)"),
    ],
    "small words inside a name": [
        ("Its chief, Marie el-Drese, said 30 died.", "30", "Marie el-Drese"),
        ("Its spokesman, Piet van der Berg, said 30 died.", "30", "Piet van der Berg"),
        (
            "Mayor Omar al-Obeidi said 9 men died. The search went on, al-Obeidi said, and 30 were hurt.",
            "30",
            "Mayor Omar al-Obeidi",
        ),
    ],
    "a spokesman by surname": [
        ("Army spokesman Otto Lund said 9 men died. Lund said 30 were hurt.", "30", "Army spokesman Otto Lund"),
        ("Police officer Ida Berg said 9 men died. “Another 30 fell,” Berg said.", "30", "Police officer Ida Berg"),
        (
            "Police commander Piet van Berg said 9 men died. Van Berg said 30 were hurt.",
            "30",
            "Police commander Piet van Berg",
        ),
    ],
    "only the clause that it opens": [
        ("Nine men died when, police say, a driver lost control.", "Nine", None),
        ("Twelve huts burned because, the mayor said, 9 boys had lit a fire.", "9", "mayor"),
        ("At least 57 men have been killed since, the Tolm Union reported.", "57", "Tolm Union"),
    ],
    "what the speaker did meanwhile": [
        ("“It is over,” the mayor said as she toured the ward where 9 men had died.", "9", None),
        ("The search goes on, the mayor said, and 14 bodies were found.", "14", "mayor"),
    ],
    "which event is spoken of": [
        ("The attack, in which 9 men died, was the work of rebels, the mayor said.", "9", None),
        ("The storm, during which 14 boats sank, was the worst, the coast guard said.", "14", None),
    ],
    "whoever heads the sentence before, by office and name": [
        (
            "Oda Brill spoke first, the paper said.\n\nTolm governor Emil Ruiz came to the funeral. He told"
            " reporters that 70 farmers had died.",
            "70",
            "governor Emil Ruiz",
        ),
        (
            "“We are alone,” Per Aldo said.\n\nThe county police chief, Ana Petrov, met his sons. She said 12"
            " homes had burned.",
            "12",
            "Ana Petrov",
        ),
        ("Per Aldo said so.\n\nOda Brill met Tolm governor Emil Ruiz. She said 12 huts had burned.", "12", "Oda Brill"),
    ],
    "a figure that another is up from": [
        ("Nine men have died, up from four that police reported earlier.", "Nine", None),
        ("Nine men have died, up from four that police reported earlier.", "four", "police"),
    ],
}
RELAYED = [
    (
        "At least 16 miners died, state media reported, citing the county emergency bureau. Xinhua said 40 were safe.",
        "16",
        "county emergency bureau",
        ["state media"],
    ),
    (
        "Radio Nord, quoting the local rescue service, said 9 men drowned. Divers were sent, according to TASS.",
        "9",
        "local rescue service",
        ["Radio Nord"],
    ),
    (
        "At least 70 men died, according to figures from the coast guard cited by Radio Nord.",
        "70",
        "coast guard",
        ["Radio Nord"],
    ),
    ("Radio Nord was told by a nurse that 61 men had died.", "61", "a nurse", ["Radio Nord"]),
    ("Interfax has it from the police that 61 men died.", "61", "police", ["Interfax"]),
    ("Per Aldo told AFP shortly after the storm that 9 men drowned.", "9", "Per Aldo", ["AFP"]),
    ("Per Aldo told reporters shortly after the storm that 9 men drowned.", "9", "Per Aldo", []),
    (
        "Ilse Marrow told Reuters that the army had told her that 11 men were dead.",
        "11",
        "army",
        ["Ilse Marrow", "Reuters"],
    ),
]
DENIED = [
    ("The army disputes the toll of 90 given by the Health Ministry.", "90", "army"),
    ("A rebel spokesman rejected the army's claim that 90 fighters were dead.", "90", "rebel spokesman"),
]


@pytest.mark.parametrize(("text", "number", "speaker"), [row for rows in SPEAKERS.values() for row in rows])
def test_manners_of_credit(text: str, number: str, speaker: str | None) -> None:
    found, relays = who(text, number)
    assert (found and found.lower(), relays) == (speaker and speaker.lower(), [])


@pytest.mark.parametrize(("text", "number", "speaker", "relays"), RELAYED)
def test_who_heard_it_passes_it_on(text: str, number: str, speaker: str, relays: list[str]) -> None:
    assert who(text, number) == (speaker, relays)


@pytest.mark.parametrize(("text", "number", "speaker"), DENIED)
def test_a_rejected_figure_is_whose_rejects_it(text: str, number: str, speaker: str) -> None:
    [step] = chain_of(text, number)
    assert step.stance == "denies"
    assert speaker in step.name
