"""One of geopy's geocoders, as the user configured it; nothing here runs without a ``[geocoder]`` in the settings."""

import inspect
import logging
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from geopy.exc import ConfigurationError, GeocoderQueryError, GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import SERVICE_TO_GEOCODER

from e911audit import __version__
from e911audit.config import Geocoder, known
from e911audit.errors import BadConfig, GeocoderFailed
from e911audit.geocoding.question import Answer, Question, answer

TIMEOUT_SECONDS = 10
"""How long an answer may take; geopy's own default of one second is too short for many servers."""

_log = logging.getLogger("geopy")
_log.addHandler(logging.NullHandler())  # it would print every address that failed
_log.propagate = False


class Service:
    """A geocoder that is ready to be asked, one address at a time and not faster than the settings allow."""

    def __init__(self, settings: Geocoder, environment: Mapping[str, str]) -> None:
        self.settings = settings
        geocoder = _geocoder(settings, environment)
        self.provider = f"{settings.service} {_host(geocoder)}".strip()
        """Who is asked: the service and its host."""
        self._ask: Callable[..., Any] = RateLimiter(
            geocoder.geocode,
            min_delay_seconds=settings.pause_seconds,
            max_retries=settings.retries,
            error_wait_seconds=max(settings.wait_seconds, settings.pause_seconds),
            swallow_exceptions=False,  # else an outage would look like an address that does not exist
        )

    def ask(self, question: Question) -> Answer:
        """Return the answer to one address; GeocoderFailed where the service is down, slow, or refuses to serve us."""
        try:
            found = self._ask(f"{question.text}, USA")
        except GeocoderQueryError:
            return Answer(text="refused as a question")
        except GeopyError as fault:
            raise GeocoderFailed(f"{self.provider} did not answer ({_words(fault)}).") from None
        if found is None:
            return Answer()
        return answer(question, found.latitude, found.longitude, str(found.address))


def _words(fault: GeopyError) -> str:
    """What went wrong, without the URL that may hold a key."""
    kind = type(fault).__name__.removeprefix("Geocoder")
    words = "".join(f" {char.lower()}" if char.isupper() else char for char in kind).strip()
    behind = fault.__cause__ or fault.__context__
    status = getattr(behind, "status_code", None)
    system = getattr(getattr(behind, "reason", None), "strerror", None)
    return ", ".join(filter(None, (words, f"HTTP {status}" if status else "", system)))


def _geocoder(settings: Geocoder, environment: Mapping[str, str]) -> Any:
    known({settings.service: None}, SERVICE_TO_GEOCODER, "geocoder.service")
    kind = SERVICE_TO_GEOCODER[settings.service]
    accepted = inspect.signature(kind).parameters
    given = {"user_agent": f"e911audit/{__version__}", "timeout": TIMEOUT_SECONDS, **settings.options}
    for option, variable in settings.from_environment.items():
        try:
            given[option] = environment[variable]
        except KeyError:
            raise BadConfig(
                f"The environment variable {variable}, which holds the geocoder's {option}, is not set.",
                advice=f"Set {variable} before you run the command, or correct from_environment.",
            ) from None
    known(given, accepted, "geocoder.options")
    try:
        return kind(**given)
    except (ConfigurationError, TypeError, ValueError) as fault:
        raise BadConfig(f"geopy's {settings.service} cannot be used like this ({fault}).") from None


def _host(geocoder: Any) -> str:
    """The host that a geocoder of geopy asks; services name it in one of two attributes."""
    for place in (getattr(geocoder, "domain", ""), getattr(geocoder, "api", "")):
        if host := urlsplit(place if "//" in place else f"//{place}").netloc:
            return host
    return ""
