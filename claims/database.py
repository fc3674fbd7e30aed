"""What `claims.open` returns: one database's claims, histories and disagreements, as records and as data frames."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claims import frames
from claims.answers import Terms
from claims.asking import PAST, Asked, Day, read_filters, read_moment
from claims.compare import (
    WINDOW,
    Check,
    Disagreement,
    Edit,
    Estimate,
    SeriesHistory,
    SpeakerRecord,
    estimates,
    reconcile,
    speaker_records,
)
from claims.comparison import Comparison
from claims.contents import Contents
from claims.edited import edits_of
from claims.overview import Overview
from claims.rates import Rates, read_rates
from claims.records import Event
from claims.store import Store
from claims.vocabulary import load_vocabulary

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd


def open(path: Path | str = "claims.db", *, create: bool = True, vocabulary: Path | None = None) -> "Database":
    """Open the database at a path or PostgreSQL address, making it where there is none unless `create` is False.

    `vocabulary` is a TOML file of your own metrics and words. Raises StoreError, VocabularyError.
    """
    words = load_vocabulary(vocabulary)
    return Database(Store.open(path, create=create, vocabulary=words), words)


class Database(Contents):
    """Claims of one database file; use it in a `with` statement, or close it.

    `claims`, `history`, `conflicts`, `estimate`, `speakers`, `reconcile`, `edits`, `events`, `background`, `sources`,
    `suggestions`, `problems` are data frames (`claims.frames.TABLES`); `stored_claims`, `histories`, `disagreements`,
    `estimates`, `speaker_records`, `checks`, `edit_records`, `background_figures`, `source_lines`, `suggested_merges`
    are the same as records. `rates` are those of a CSV file (`claims.rates`), to compare sums in two currencies.

    Everything that is asked raises a ClaimsError for what it can't know: UnknownEventError, UnknownMetricError,
    UnknownSourceError, VocabularyError for a profile or side that there is not, ClaimsError itself for other filters
    and for rates that can't be read.
    """

    def histories(
        self,
        event: str,
        metric: str | None = None,
        *,
        profile: str = "default",
        window: timedelta = WINDOW,
        rates: Rates | Path | str | None = None,
        **filters: str | Day | None,
    ) -> tuple[SeriesHistory, ...]:
        """Every series of an event, each claim with what it does to those before it.

        The filters say which claims are shown; each is compared with all of its series.
        """
        about, among = self._compared(event, metric, filters)
        return among.histories(self._terms(about, profile, window, rates))

    def disagreements(
        self,
        event: str,
        metric: str | None = None,
        *,
        profile: str = "default",
        window: timedelta = WINDOW,
        rates: Rates | Path | str | None = None,
        **filters: str | Day | None,
    ) -> tuple[Disagreement, ...]:
        """The figures of an event that disagree, worst first; the filters fit one of the two at least."""
        about, among = self._compared(event, metric, filters)
        return among.disagreements(self._terms(about, profile, window, rates))

    def overview(self, event: str, metric: str | None = None, **filters: str | Day | None) -> Overview:
        """An event as a page shows it: a few claims of each series, what disagrees worst, what a series comes to."""
        about, among = self._compared(event, metric, filters, holds=True)
        return Overview(among, self._terms(about, "default", WINDOW, None))

    def estimates(
        self,
        event: str,
        metric: str | None = None,
        *,
        policy: str = "latest",
        profile: str = "default",
        window: timedelta = WINDOW,
        rates: Rates | Path | str | None = None,
        **filters: str | Day | None,
    ) -> tuple[Estimate, ...]:
        """What each series comes to: low, chosen, high; only claims that fit the filters count."""
        about, among = self._compared(event, metric, filters)
        return estimates(
            among,
            self.vocabulary.profile(profile),
            self.vocabulary,
            event=about,
            window=window,
            rates=self._rates(rates),
            policy=policy,
            sources=self.store.sources_by_slug(),
            asked=among.asked,
        )

    def speaker_records(
        self,
        event: str,
        metric: str | None = None,
        *,
        policy: str = "latest",
        profile: str = "default",
        window: timedelta = WINDOW,
        **filters: str | Day | None,
    ) -> tuple[SpeakerRecord, ...]:
        """What each speaker told; only claims that fit the filters are counted."""
        about, among = self._compared(event, metric, filters)
        return speaker_records(
            among,
            self.vocabulary.profile(profile),
            self.vocabulary,
            event=about,
            window=window,
            policy=policy,
            sources=self.store.sources_by_slug(),
            asked=among.asked,
        )

    def checks(
        self,
        event: str,
        metric: str | None = None,
        *,
        everything: bool = False,
        profile: str = "default",
        window: timedelta = WINDOW,
        rates: Rates | Path | str | None = None,
        **filters: str | Day | None,
    ) -> tuple[Check, ...]:
        """What does not add up, worst first, with `everything` also what does; the filters fit one claim at least."""
        about, among = self._compared(event, metric, filters)
        return reconcile(
            among,
            self.vocabulary.profile(profile),
            self.vocabulary,
            event=about,
            window=window,
            rates=self._rates(rates),
            asked=among.asked,
            everything=everything,
            parents={each.slug: each.parent for each in self.store.events() if each.parent},
        )

    def edit_records(
        self, event: str | None = None, *, page: str | None = None, **filters: str | Day | None
    ) -> tuple[Edit, ...]:
        """What pages changed after they were first read; the filters fit a claim of either wording at least."""
        return edits_of(self.store, self._filters({"event": event, **filters}), page, self.vocabulary)

    def _terms(self, event: Event, profile: str, window: timedelta, rates: Rates | Path | str | None) -> Terms:
        return Terms(event, self.vocabulary.profile(profile), self.vocabulary, window, self._rates(rates))

    def _rates(self, given: Rates | Path | str | None) -> Rates | None:
        return given if given is None or isinstance(given, Rates) else read_rates(Path(given), self.vocabulary)

    def _compared(
        self, event: str, metric: str | None, filters: Asked, *, holds: bool = False
    ) -> tuple[Event, Comparison]:
        """The event, and its claims as they are compared."""
        about = self.store.event(event)
        asked = {name: value for name, value in filters.items() if value is not None}
        read = read_filters({**asked, "event": about.slug, "metric": metric}, about.zone, self.vocabulary)
        return about, Comparison(self.store, read, holds=holds)

    def history(
        self,
        event: str,
        metric: str | None = None,
        *,
        profile: str = "default",
        window: timedelta = WINDOW,
        rates: Rates | Path | str | None = None,
        **filters: str | Day | None,
    ) -> "pd.DataFrame":
        """The histories of an event's series, a row a claim, with what each does to those before (`frames.HISTORY`)."""
        about, among = self._compared(event, metric, filters)
        return among.history(self._terms(about, profile, window, rates))

    def conflicts(
        self,
        event: str,
        metric: str | None = None,
        *,
        profile: str = "default",
        window: timedelta = WINDOW,
        rates: Rates | Path | str | None = None,
        **filters: str | Day | None,
    ) -> "pd.DataFrame":
        """The figures of an event that disagree, worst first, a row a pair (`frames.CONFLICTS`)."""
        about, among = self._compared(event, metric, filters)
        return among.conflicts(self._terms(about, profile, window, rates))

    def estimate(
        self,
        event: str,
        metric: str | None = None,
        *,
        policy: str = "latest",
        profile: str = "default",
        window: timedelta = WINDOW,
        rates: Rates | Path | str | None = None,
        **filters: str | Day | None,
    ) -> "pd.DataFrame":
        """What each series of an event comes to, a row a series (`frames.ESTIMATE`)."""
        found = self.estimates(event, metric, policy=policy, profile=profile, window=window, rates=rates, **filters)
        return frames.ESTIMATE.frame(frames.estimate_lines(found, self.grounds(event, profile, filters)))

    def speakers(
        self,
        event: str,
        metric: str | None = None,
        *,
        policy: str = "latest",
        profile: str = "default",
        window: timedelta = WINDOW,
        **filters: str | Day | None,
    ) -> "pd.DataFrame":
        """What each speaker told of an event, a row a speaker (`frames.SPEAKERS`)."""
        found = self.speaker_records(event, metric, policy=policy, profile=profile, window=window, **filters)
        return frames.SPEAKERS.frame(frames.speaker_lines(found, policy, self.grounds(event, profile, filters)))

    def reconcile(
        self,
        event: str,
        metric: str | None = None,
        *,
        everything: bool = False,
        profile: str = "default",
        window: timedelta = WINDOW,
        rates: Rates | Path | str | None = None,
        **filters: str | Day | None,
    ) -> "pd.DataFrame":
        """What of an event does not add up, worst first, a row a check (`frames.RECONCILE`)."""
        found = self.checks(
            event, metric, everything=everything, profile=profile, window=window, rates=rates, **filters
        )
        return frames.RECONCILE.frame(frames.check_lines(found, self.grounds(event, profile, filters)))

    def edits(
        self, event: str | None = None, *, page: str | None = None, **filters: str | Day | None
    ) -> "pd.DataFrame":
        """The posts that were edited, deleted or added late, a row each (`frames.EDITS`)."""
        return frames.EDITS.frame(self.edit_records(event, page=page, **filters))

    def grounds(self, event: str, profile: str, filters: Mapping[str, str | Day | None]) -> frames.Grounds:
        """On what a comparison with these filters rests."""
        zone = self.store.event(event).zone
        known, stored = (read_moment(filters.get(name), zone, end=True) for name in PAST)
        return frames.Grounds(profile, known, stored)

    def plot(
        self,
        event: str,
        metric: str,
        *,
        policy: str | None = "latest",
        band: "pd.DataFrame | None" = None,
        profile: str = "default",
        window: timedelta = WINDOW,
        rates: Rates | Path | str | None = None,
        **filters: str | Day | None,
    ) -> "alt.VConcatChart":
        """A metric of an event as an altair chart, a panel a series; raises ClaimsError where there is nothing to draw.

        Behind the marks stands what the estimate by `policy` came to at the time (None: no band), or the `band` given:
        columns `at`, a time with its zone, `low`, `high`, perhaps `chosen`; `group_kind`, `place`, `unit` and
        `counting` say of which series, else it is the largest.
        """
        from claims import plot
        from claims.plot.chart import chart

        asked: dict[str, Any] = {"profile": profile, "window": window, "rates": self._rates(rates), **filters}
        found, grounds = self.histories(event, metric, **asked), self.grounds(event, profile, filters)

        def known(at: datetime) -> tuple[Estimate, ...]:
            return self.estimates(event, metric, policy=policy or "latest", **{**asked, "as_known_at": at})

        drawn: plot.Band = {}
        if band is not None:
            policy = None
            drawn = plot.band_of_rows(band.astype(object).where(band.notna(), None).to_dict("records"), found)
        elif policy is not None:
            drawn = plot.band_over_time(found, known, grounds.as_known_at)
        about, every = self._compared(event, None, {})
        drawing = plot.draw(found, self.disagreements(event, metric, **asked), about, drawn, every.figures(about))
        only = tuple(f"{name} {value}" for name, value in filters.items() if value is not None and name not in PAST)
        return chart(drawing, about, metric, self.vocabulary, plot.Terms(grounds, policy, only))
