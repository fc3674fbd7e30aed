"""Times of figures: `{…}` marks the quote, `<…>` the number; reported on Monday 10 January 2022, 18:39 in Almaty."""

import re
from datetime import UTC, datetime

import pytest

from claims.extract.mention import Context, Mention
from claims.extract.passage import read_passage
from claims.extract.when.times import Times, TimesRead
from claims.records import Counting, Entry, EntryKind, Moment
from claims.vocabulary import load_vocabulary

POSTED = Moment(at=datetime(2022, 1, 10, 12, 39, tzinfo=UTC))
ALMATY = Context(zone="Asia/Almaty", began="2022-01-02")


def marked(
    text: str, posted: Moment | None = POSTED, context: Context = ALMATY, kind: EntryKind = "post"
) -> tuple[Times, Mention]:
    """The reader of a marked text's times, and the mention that the marks stand for."""
    plain = re.sub(r"[{}<>]", "", text)
    offsets = {mark: len(re.sub(r"[{}<>]", "", text[: text.index(mark)])) for mark in "{}<>"}
    passage = read_passage(Entry(key="1", kind=kind, text=plain, start=0, posted_at=posted))
    quote = offsets["{"], offsets["}"]
    mention = Mention(passage.sentence_at(offsets["<"]), offsets["<"], offsets[">"], *quote, "killed", *quote)
    return Times(passage, context, load_vocabulary()), mention


def read(
    text: str, posted: Moment | None = POSTED, counting: Counting = "cumulative", kind: EntryKind = "post"
) -> TimesRead:
    times, mention = marked(text, posted, kind=kind)
    return times.times(mention, counting)


def days(read: TimesRead) -> tuple[str, str, str, str]:
    """The four times as people write them: a day as "01-09", a time as "01-10 12:39", none as ""."""
    moments = (read.said_at, read.as_of, read.occurred_from, read.occurred_to)
    return tuple("" if each is None else _written(each) for each in moments)  # type: ignore[return-value]


def _written(moment: Moment) -> str:
    if moment.exactness == "month":
        return f"{moment.day:%Y-%m}"
    return f"{moment.day:%m-%d}" if moment.exactness == "day" else f"{moment.at:%m-%d %H:%M}"


NOW = "01-10 12:39"
CASES = [
    # When it happened: a year, as the name of an event or counted back.
    ("{<400> people were killed} in the 2010 unrest.", (NOW, NOW, "01-01", "12-31")),
    ("During the 2010 Oska valley riots {<400> people were killed}.", (NOW, NOW, "01-01", "12-31")),
    ("{<400> people were killed} in the 2010 houses of the valley.", (NOW, NOW, "", "")),
    ("{<30> people were killed} in floods a year ago.", (NOW, NOW, "01-01", "12-31")),
    # When it was said.
    ("{<26> people were killed}, the ministry said.", (NOW, NOW, "", "")),
    ("{<26> people were killed}, the ministry said on Friday.", ("01-07", "01-07", "", "")),
    ("The ministry said Saturday that {<26> people had been killed}.", ("01-08", "01-08", "", "")),
    ("Police announced on 9 January that {<26> people had died}.", ("01-09", "01-09", "", "")),
    ("On Saturday, the Interior Ministry said {<26> people had been killed}.", ("01-08", "01-08", "", "")),
    ("Earlier on Monday, Kestria's Interior Ministry said {<40> people were detained}.", ("01-10", "01-10", "", "")),
    ("{<40> people were hurt}, the mayor said on Monday.", (NOW, NOW, "", "")),
    ("The mayor on Thursday said {<40> people were hurt}.", ("01-06", "01-06", "", "")),
    ("{<40> people were hurt}, the mayor told reporters late on Thursday.", ("01-06", "01-06", "", "")),
    ("In a statement Sunday, police said {they had arrested <664> people}.", ("01-09", "01-09", "", "")),
    ("Friday's statement put {the number of dead at <26>}.", ("01-07", "01-07", "", "")),
    ("{<12> miners are dead}, said Ana Petrov, a union official, on Sunday.", ("01-09", "01-09", "", "")),
    ("The Red Crescent reported Jan. 6 that {<19> people were dead}.", ("01-06", "01-06", "", "")),
    ("The agency said yesterday that {<19> bridges were damaged}.", ("01-09", "01-09", "", "")),
    ("According to figures published on 2022-01-08, {<19> people died}.", ("01-08", "01-08", "", "")),
    (
        "On Sunday evening the president's office put {the number of detained at about <5,800>}.",
        ("01-09", "01-09", "", ""),
    ),
    # The moment it holds for.
    ("As of 9 January, {<164> people had been killed}.", (NOW, "01-09", "", "")),
    ("{<164> people had been killed} as of late Sunday.", (NOW, "01-09", "", "")),
    ("By Friday {<5,800> people had been arrested}, the office said on Sunday.", ("01-09", "01-07", "", "")),
    ("{Some <52,000> people had moved to shelters} by noon.", (NOW, "01-10 06:00", "", "")),
    ("As of 5 p.m. local time Sunday, {the number of injured had risen to <133>}.", (NOW, "01-09 11:00", "", "")),
    ("As of January 7, a total of {<18> officers had been killed} and 748 injured.", (NOW, "01-07", "", "")),
    ("As of January 7, a total of 18 officers had been killed and {<748> injured}.", (NOW, "01-07", "", "")),
    ("{<26> people have been killed} so far, police said.", (NOW, NOW, "", "")),
    # When the counted things happened.
    ("{<8> people were killed} on 5 January, the ministry said.", (NOW, NOW, "01-05", "01-05")),
    ("On Sunday {<12> people were shot dead} near the docks.", (NOW, NOW, "01-09", "01-09")),
    ("The ministry said on Friday that {<8> people were killed} on Wednesday.", ("01-07", "01-07", "01-05", "01-05")),
    ("Police said {<12> people died in Saturday's attack}.", (NOW, NOW, "01-08", "01-08")),
    ("{<77> people were brought to safety} overnight.", (NOW, NOW, "01-09", "01-10")),
    ("Shelling last night {killed <three> people}.", (NOW, NOW, "01-09", "01-10")),
    ("Yesterday {<three> men were arrested} at the port.", (NOW, NOW, "01-09", "01-09")),
    ("{<312> people arrested} since Saturday, the ministry says.", (NOW, NOW, "01-08", NOW)),
    ("{<312> people have been arrested} since the unrest began.", (NOW, NOW, "01-02", NOW)),
    (
        "Since protests erupted, {<312> people have been arrested}, police said on Sunday.",
        ("01-09", "01-09", "01-02", "01-09"),
    ),
    ("{<19> people were killed} between 2 and 5 January.", (NOW, NOW, "01-02", "01-05")),
    ("{<Eight> officers were killed} on Tuesday and Wednesday, the ministry said.", (NOW, NOW, "01-04", "01-05")),
    ("{<19> people died} in clashes on January 4–6.", (NOW, NOW, "01-04", "01-06")),
    ("{<238> people were killed} in December 2021.", (NOW, NOW, "2021-12", "2021-12")),
    ("{<238> people were killed} in October, the prosecutor said.", (NOW, NOW, "2021-10", "2021-10")),
    ("{<4> people were killed} on 30 December.", (NOW, NOW, "12-30", "12-30")),
    ("{All <16> journalists held since Thursday were freed} overnight.", (NOW, NOW, "01-09", "01-10")),
    ("The toll rose to 101 on Sunday, {up from <78> dead}.", (NOW, NOW, "", "")),
    ("{The number of dead rose to <101>} on Sunday.", (NOW, "01-09", "", "")),
    ("{The toll had climbed to <18>} by Friday, up from 12.", (NOW, "01-07", "", "")),
    ("Two men shot on Sunday died, taking {the number killed since Friday to <nine>}.", (NOW, NOW, "01-07", NOW)),
    ("A man of 60 died on Sunday, bringing {the total to <nine>}.", (NOW, NOW, "", "")),
    (
        "{<Two> marchers shot on Sunday have died}, its director has said, taking the toll since Friday to nine.",
        (NOW, NOW, "01-09", "01-09"),
    ),
    # Days counted back, spans and larger times.
    ("{<13> people drowned} two days ago.", (NOW, NOW, "01-08", "01-08")),
    ("A week ago, {<60> homes were destroyed}.", (NOW, NOW, "01-03", "01-03")),
    ("{<25> people were hurt} over the weekend, police said.", (NOW, NOW, "01-08", "01-09")),
    ("During the weekend {<70> men were arrested}.", (NOW, NOW, "01-08", "01-09")),
    ("{<200> shops were looted} from Friday to Sunday.", (NOW, NOW, "01-07", "01-09")),
    ("{<41> journalists were held} in 2019.", (NOW, NOW, "01-01", "12-31")),
    ("In May, {<41> journalists were arrested}.", (NOW, NOW, "2021-05", "2021-05")),
    ("{<90> goats were stolen} in early May.", (NOW, NOW, "2021-05", "2021-05")),
    ("{<40> people died} last year.", (NOW, NOW, "01-01", "12-31")),
    ("Last week {<12> wells were poisoned}.", (NOW, NOW, "01-03", "01-09")),
    ("Since the start of the year {<1,150> people have been arrested}.", (NOW, NOW, "01-01", NOW)),
    ("{<31> lorries have burned} since the beginning of the month.", (NOW, NOW, "01-01", NOW)),
    ("{<Five> people died} when a boat sank on Thursday.", (NOW, NOW, "01-06", "01-06")),
    ("{<30> were trampled} as crowds fled on Friday.", (NOW, NOW, "01-07", "01-07")),
    ("{<67> villagers had been killed} by the end of December.", (NOW, "2021-12", "", "")),
    ("{<26> people had been rescued} by midday.", (NOW, "01-10 06:00", "", "")),
    ("Police said this morning that {<60> people were arrested}.", ("01-10", "01-10", "", "")),
    ("{<Seven> homes burned}, on top of the 40 lost on Sunday.", (NOW, NOW, "", "")),
    # A time of day beside its day.
    ("As of 18:00 on Sunday, {<460> homes had burned}.", (NOW, "01-09 12:00", "", "")),
    ("By Sunday noon, {divers had brought up <20> bodies}.", (NOW, "01-09 06:00", "", "")),
    ("At 0630 GMT on Sunday {the toll stood at <14>}.", (NOW, "01-09 06:30", "", "")),
    ("{The toll stood at <45>} at 6 p.m. on Sunday.", (NOW, "01-09 12:00", "", "")),
    ("The brigade said at 07:30 on Sunday that {<58> tenants had died}.", ("01-09 01:30", "01-09 01:30", "", "")),
    ("{<80> people were hurt} on Saturday, a doctor said at midday.", ("01-10 06:00", "01-10 06:00", "01-08", "01-08")),
    ("The blast came at 5 p.m. on Sunday and {killed <nine> people}.", (NOW, NOW, "01-09", "01-09")),
    # What a count was on a day, or had reached when something ended; what is still so.
    ("{The death toll was <12> on Saturday} and 31 on Sunday.", (NOW, "01-08", "", "")),
    ("On Sunday, {the death toll rose to <101>}.", (NOW, "01-09", "", "")),
    ("By the time the rain stopped on Sunday, {<130> bridges had collapsed}.", (NOW, "01-09", "", "")),
    ("{<87> bodies had been found} by the time the search ended on Friday.", (NOW, "01-07", "", "")),
    ("When darkness fell on Sunday, {<90> passengers were still missing}.", (NOW, "01-09", "", "")),
    ("{<52> men remained underground} on Saturday.", (NOW, "01-08", "", "")),
    ("As of 7 January, cumulative figures are {<88> deaths} and 340 injuries.", (NOW, "01-07", "", "")),
    ("As of Saturday, officials said, {<33> people had died}.", (NOW, "01-08", "", "")),
    # Days counted from another.
    ("{<24> people drowned} the day before yesterday.", (NOW, NOW, "01-08", "01-08")),
    (
        "The embassy said on Sunday that {<two> men had been killed} the previous day.",
        ("01-09", "01-09", "01-08", "01-08"),
    ),
    ("The army said late on Sunday {<12> soldiers had died} a day earlier.", ("01-09", "01-09", "01-08", "01-08")),
    ("Six people died on Friday and {<nine>} the next day.", (NOW, NOW, "01-08", "01-08")),
    ("{<18> people were arrested} the day after the riot.", (NOW, NOW, "", "")),
    ("Since the start of January, {<31> loggers have been held}.", (NOW, NOW, "01-01", NOW)),
    ("{<Nine> barns have burned} since the beginning of December.", (NOW, NOW, "12-01", NOW)),
    # Each figure its own day.
    ("The shelling {killed <two> men} on Friday and another three on Sunday.", (NOW, NOW, "01-07", "01-07")),
    ("On Saturday, {<12> people were killed} and on Sunday 30.", (NOW, NOW, "01-08", "01-08")),
    ("On top of {the <150> already held}, another 64 were arrested on Sunday.", (NOW, NOW, "", "")),
    ("Besides {the <12> killed}, 64 were wounded on Sunday.", (NOW, NOW, "", "")),
    # What is said right after a word of reporting may be a clause with a day of its own; a cleft has one day.
    ("Police said a bomb exploded on Sunday, {killing <12> people}.", (NOW, NOW, "01-09", "01-09")),
    ("Officials say the ferry capsized on Friday, {drowning at least <40>}.", (NOW, NOW, "01-07", "01-07")),
    ("It was on Sunday night that {a stampede killed <seven> dancers}.", (NOW, NOW, "01-09", "01-09")),
    ("It was last Friday that {gunmen shot dead <14> men}.", (NOW, NOW, "01-07", "01-07")),
    # A date of another clause.
    ("{The number of deaths climbed by 23 since Sunday to <311>}.", (NOW, NOW, "", "")),
    ("The clashes, which began on Friday, have {claimed <57> lives}.", (NOW, NOW, "", "")),
    ("{Herders, who had fled on Sunday, lost <900> cattle}.", (NOW, NOW, "", "")),
    ("{<17> people have died}, two more than on Sunday.", (NOW, NOW, "", "")),
    ("{<31> people were killed}, up from 28 announced on Friday.", (NOW, NOW, "", "")),
    ("{<31> homes burned}, not the 40 reported on Saturday.", (NOW, NOW, "", "")),
    ("{<18> boys were pulled} from the tunnel on Sunday, the mayor said on Monday.", (NOW, NOW, "01-09", "01-09")),
    ("{<12> people drowned} after the dam burst on Friday.", (NOW, NOW, "", "")),
    ("{<12> people were held}, among them a man who had been fined on Tuesday.", (NOW, NOW, "", "")),
    ("The minister, who resigned on Friday, said {<12> people were held}.", (NOW, NOW, "", "")),
    ("{<26> people were killed}. On Friday the airport closed.", (NOW, NOW, "", "")),
    ("The bridge, closed on 3 January; {<two> people were hurt}.", (NOW, NOW, "", "")),
    ("{<Two> people may have died}, the marchers said.", (NOW, NOW, "", "")),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_times(text: str, expected: tuple[str, str, str, str]) -> None:
    assert days(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        ("{<62> people remained in custody} on Sunday, the court said.", "01-09"),
        ("On Friday {<400> people were in hospital}.", "01-07"),
        ("{<400> people were in hospital}, doctors said on Saturday.", "01-08"),
    ],
)
def test_level_holds_at_its_day(text: str, as_of: str) -> None:
    found = read(text, counting="level")
    assert days(found)[1:] == (as_of, "", "")


def test_day_begins_at_the_place_of_the_event() -> None:
    found = read("{<26> people were killed}, the ministry said on Friday.")
    assert found.said_at == Moment(at=datetime(2022, 1, 6, 18, tzinfo=UTC), exactness="day")
    assert found.said_at is not None
    assert found.said_at.written() == "2022-01-07"


def test_day_of_the_report_is_the_places_own() -> None:
    # At 22:00 UTC on Sunday it is Monday in Almaty.
    late = Moment(at=datetime(2022, 1, 9, 22, tzinfo=UTC))
    assert days(read("{<26> people were killed}, the ministry said on Sunday.", late))[0] == "01-09"
    assert days(read("{<26> people were killed}, the ministry said on Monday.", late))[0] == "01-09 22:00"


@pytest.mark.parametrize(("kind", "day"), [("article", "01-11"), ("post", "01-04")])
def test_article_may_be_written_on_after_its_day(kind: EntryKind, day: str) -> None:
    page = Moment(at=datetime(2022, 1, 10, tzinfo=UTC), exactness="day", zone_assumed=True)
    assert days(read("{<26> people were killed}, police said on Tuesday.", page, kind=kind))[0] == day


def test_bare_day_of_the_report_needs_no_zone() -> None:
    page = Moment(at=datetime(2022, 1, 10, tzinfo=UTC), exactness="day", zone_assumed=True)
    assert days(read("{<26> people were killed} yesterday.", page))[2] == "01-09"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{<26> people were killed}, the ministry said on Friday.", ("", "", "", "")),
        ("{<26> people were killed} yesterday.", ("", "", "", "")),
        ("{<26> people were killed} on 5 January.", ("", "", "", "")),
        ("{<26> people were killed} on 5 January 2022.", ("", "", "01-05", "01-05")),
        ("As of January 7, 2022, {<26> people were killed}.", ("", "01-07", "", "")),
    ],
)
def test_without_a_dated_report_only_full_dates_are_known(text: str, expected: tuple[str, str, str, str]) -> None:
    assert days(read(text, None)) == expected


@pytest.mark.parametrize(
    ("text", "start", "end", "exactness"),
    [
        ("{<12> people died} in the past 24 hours.", "2022-01-09 12:39", "2022-01-10 12:39", "minute"),
        (
            "{<1,200> people were detained} over the last two days, police said.",
            "2022-01-07 18:00",
            "2022-01-10 12:39",
            "day",
        ),
        ("In the past fortnight, {<36> people died}.", "2021-12-26 18:00", "2022-01-10 12:39", "day"),
        ("Over the last couple of days {<20> huts burned}.", "2022-01-07 18:00", "2022-01-10 12:39", "day"),
        ("In the past week {<30> homes have burned}.", "2022-01-02 18:00", "2022-01-10 12:39", "day"),
        (
            "{<9> people died} in the previous 12 hours, the mayor said on Sunday.",
            "2022-01-08 06:00",
            "2022-01-08 18:00",
            "day",
        ),
        ("{<412> people have drowned} so far this year.", "2021-12-31 18:00", "2022-01-10 12:39", "day"),
        ("This month alone, {<37> villagers were killed}.", "2021-12-31 18:00", "2022-01-10 12:39", "day"),
        ("On Sunday alone, {<120> people were detained}.", "2022-01-08 18:00", "2022-01-08 18:00", "day"),
        ("{<9> men were shot} on Friday alone.", "2022-01-06 18:00", "2022-01-06 18:00", "day"),
        ("In the 24 hours to Sunday, {<nine> people died}.", "2022-01-07 18:00", "2022-01-08 18:00", "day"),
        ("{<300> people have died} in just three days.", "2022-01-06 18:00", "2022-01-10 12:39", "day"),
        ("{<40> houses fell} within 48 hours.", "2022-01-08 12:39", "2022-01-10 12:39", "minute"),
    ],
)
def test_period(text: str, start: str, end: str, exactness: str) -> None:
    times, mention = marked(text)
    period = times.period(mention)
    assert period is not None
    assert (f"{period[0].at:%Y-%m-%d %H:%M}", f"{period[1].at:%Y-%m-%d %H:%M}") == (start, end)
    assert period[0].exactness == exactness


@pytest.mark.parametrize(
    "text",
    [
        "{<12> people died} on Friday.",
        "{<12> people died} in the past few hours.",
        "{<12> people died} after rain that fell in the past 24 hours.",
        "{<12> people died} within 24 hours of the blast.",
        "{<12> people died} in three days of fighting.",
        "{<12> people died} the previous day.",
        "Police said on Sunday {<12> people died} the preceding day.",
    ],
)
def test_no_period(text: str) -> None:
    times, mention = marked(text)
    assert times.period(mention) is None


def test_event_whose_start_is_unknown() -> None:
    times, mention = marked("{<12> people died} since the war began.", context=Context(zone="UTC"))
    assert times.times(mention, "cumulative").occurred_from is None


def test_unknown_zone_reads_as_utc() -> None:
    times, mention = marked("{<12> people died} on Sunday.", context=Context(zone="Mars/Olympus"))
    found = times.times(mention, "cumulative").occurred_from
    assert found is not None
    assert found.at == datetime(2022, 1, 9, tzinfo=UTC)


def test_impossible_dates_are_left_out() -> None:
    assert days(read("{<12> people died} on 31 February 2022.")) == (NOW, NOW, "", "")


@pytest.mark.parametrize(
    "hostile",
    [
        "on Friday " * 20_000,
        "5 p.m. " * 20_000,
        "the day before " * 20_000,
        "5 " * 50_000,
        "since " * 40_000,
        "as of " * 40_000,
        "1 to " * 40_000,
    ],
)
def test_hostile_text_is_read_to_its_end(hostile: str) -> None:
    assert read(f"{{<Nine> people died}} {hostile}") is not None


@pytest.mark.parametrize(
    ("text", "year"),
    [("In the 2010 unrest {<400> people were killed}.", 2010), ("{<30> people were killed} two years ago.", 2020)],
)
def test_a_year_is_the_one_named_or_counted_back(text: str, year: int) -> None:
    found = read(text)
    assert found.occurred_from is not None
    assert found.occurred_to is not None
    assert (found.occurred_from.day.year, found.occurred_to.day.year) == (year, year)
