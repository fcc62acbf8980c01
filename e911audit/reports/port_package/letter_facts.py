"""What vendors ask of a letter in forms of their own."""

from datetime import UTC

from e911audit.views.port_package import PortPackage


def letter_value(package: PortPackage, name: str) -> str:
    """The text of a field that only the letter has."""
    return next((field.on_letter for field in package.fields if field.name == name), "")


def foc_moment(package: PortPackage) -> str:
    """The FOC in UTC, by ISO 8601; the day alone where no hour is told, "" without a FOC."""
    foc = next((event for event in package.events if event.kind == "FOC"), None)
    if foc is None:
        return ""
    return f"{foc.starts.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if foc.starts else foc.on.isoformat()
