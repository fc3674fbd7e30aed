"""Paragraphs full of numbers that report nothing of an event yield no claim."""

import pytest

from claims.extract import extract_claims
from claims.records import Entry

PARAGRAPHS = {
    "football": (
        "Halden Rovers beat Orrin 3-1 on Saturday in front of 18,400 fans, with two goals in the last ten minutes. "
        "The striker has now scored 24 times in 31 games this season, and the side is fourth with 52 points."
    ),
    "cricket": (
        "Brask made 114 from 98 balls and took three wickets as the visitors were all out for 231. They need 87 "
        "more runs with six wickets in hand, and the last of the five matches starts on 4 August."
    ),
    "golf": (
        "She shot a 64 in the final round, two strokes under the course record, to win by three. It was her second "
        "title in 12 months and her first since she turned 30."
    ),
    "business": (
        "Northvale Foods earned 1.2 billion euros in the quarter, 14 percent more than a year ago, and will pay a "
        "dividend of 85 cents a share. It employs 12,000 people in 40 countries and opened nine plants last year."
    ),
    "markets": (
        "The index rose 1.4 percent to 8,212 points. Three of four stocks gained, oil traded at $81.30 a barrel and "
        "the pound bought 1.27 dollars; two brokers raised their targets to 95 and 102."
    ),
    "recipe": (
        "Beat two eggs with 200 grams of sugar, add three cups of flour and a pinch of salt, and bake for 45 "
        "minutes at 180 degrees. Serves six to eight. Leave it to cool for half an hour and cut it into 12 squares."
    ),
    "election": (
        "The Harbour party won 112 of the 300 seats with 41.3 percent of the vote, ahead of the Greens on 64. "
        "Turnout was 71 percent. Ms Orlan, 54, was elected mayor with 12,430 votes; 230 polling stations stayed "
        "open late."
    ),
    "prices": (
        "A loaf costs 2.40, up from 1.90 a year ago, and petrol 1.85 a litre. Rents rose by 6 percent to an average "
        "of 1,150 a month, the sixth rise in seven years."
    ),
    "ages": (
        "Ann Roe, 54, has three sons aged 12, 15 and 19. Her mother, now 81, moved here when she was 20. A boy of 9 "
        "and his two sisters live next door with a 14-year-old dog."
    ),
    "history": (
        "The bridge was begun in 1874, took nine years to build and is 1,240 metres long. Its two towers, 96 metres "
        "high, stand on 400 oak piles, and in the 1950s four lanes were added."
    ),
    "weather": (
        "It will reach 31 degrees on Tuesday, with 12 hours of sun and winds of 25 km/h. On Thursday 8 to 10 mm of "
        "rain may fall above 600 metres, and the lake is at 19C."
    ),
    "travel": (
        "Trains leave at 6.10, 7.45 and 9:20 from platform 4; Route 9 is closed from mile 12 to mile 15. The "
        "flight, number 370, takes 2 hours 40 minutes, and the museum has 14 rooms on three floors."
    ),
    "culture": (
        "The festival has sold 40,000 tickets for 63 concerts on five stages. His 2016 novel was translated into 22 "
        "languages and won three prizes; the film runs for 128 minutes."
    ),
    "parliament": (
        "The law was passed by 230 votes to 114 after 11 hours of debate. Article 5 allows the two chambers 30 days "
        "to object, and one of the ministers said that one thing was clear: ten members would abstain."
    ),
    "science": (
        "The team measured 4,300 samples from 17 lakes in three years. About 60 percent held the algae, one in five "
        "in large amounts, at depths of up to 40 metres; 12 more surveys are planned for 2031."
    ),
}


@pytest.mark.parametrize("topic", PARAGRAPHS)
def test_numbers_that_report_no_event_make_no_claim(topic):
    claims = extract_claims(Entry(key=topic, text=PARAGRAPHS[topic], start=0))
    assert [(claim.metric, claim.quote) for claim in claims] == []
