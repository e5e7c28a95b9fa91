"""A clock that stands still."""

from datetime import UTC, datetime


def clock_at(moment: str) -> type[datetime]:
    """Return a `datetime` whose present, asked for in UTC, is an ISO moment with its offset."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            assert tz is UTC
            return datetime.fromisoformat(moment).astimezone(UTC)

    return Clock
