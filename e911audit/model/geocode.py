"""What geocoders answered: asked once, kept, and no part of any sheet."""

from datetime import date

from sqlmodel import Field, SQLModel


class Geocode(SQLModel, table=True):
    """One provider's answer to one street address; without coordinates it found nothing."""

    query: str = Field(primary_key=True)
    """The address on one line, in Publication 28 spelling, without the inside of the building."""
    provider: str = Field(primary_key=True)
    """The service and its host, for example ``nominatim nominatim.example.org``."""
    latitude: float | None = None
    longitude: float | None = None
    answer: str = ""
    """The address that the provider found, in its own words."""
    exact: bool = False
    """Whether the answer names the house number asked for; else it is a street, a town or nothing."""
    asked_on: date
