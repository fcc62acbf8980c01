"""Corrections as commands for the Teams PowerShell module, to be read and then run by an administrator."""

import re
from collections.abc import Iterator, Mapping

from e911audit.reports.fixes.rows import answers, note
from e911audit.reports.fixes.teams import Location, locations, pointed
from e911audit.reports.text import one_line
from e911audit.views.correction import Correction, Corrections, Use

SCRIPT = "teams-corrections.ps1"
NAMES = (SCRIPT,)
QUOTES = re.compile("['\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
                    "\N{SINGLE LOW-9 QUOTATION MARK}\N{SINGLE HIGH-REVERSED-9 QUOTATION MARK}]")  # fmt: skip
"""All that PowerShell takes for a single quotation mark (about_Quoting_Rules); doubled, each stands for itself."""
COMPANY = "$CompanyName"
"""The parameter of the script that stands in for a company's name which the export does not tell."""
COMMANDS = {
    "number": ("Set-CsPhoneNumberAssignment", "PhoneNumber", ""),
    "subnet": ("Set-CsOnlineLisSubnet", "Subnet", ""),
    "switch": ("Set-CsOnlineLisSwitch", "ChassisID", ""),
    "port": ("Set-CsOnlineLisPort", "ChassisID", "PortID"),
    "bssid": ("Set-CsOnlineLisWirelessAccessPoint", "BSSID", ""),
}
"""What points to a location -> its command, the parameter that names it, and that of its port."""


def files(corrections: Corrections) -> Iterator[tuple[str, bytes]]:
    """The script; with a byte order mark, without which Windows PowerShell 5.1 reads no UTF-8."""
    body = [*_lines(corrections)]
    if body:
        unnamed = any(COMPANY in line for line in body)
        asked = [f"param([Parameter(Mandatory)] [string] {COMPANY})"] if unnamed else []
        head = [
            f"# {note(corrections)}",
            "#Requires -Modules MicrosoftTeams",
            *asked,
            "$ErrorActionPreference = 'Stop'",
        ]
        yield SCRIPT, ("\r\n".join([*head, *body]) + "\r\n").encode("utf-8-sig", errors="replace")


def quoted(text: str) -> str:
    """Return a text as a single-quoted string of PowerShell, in which nothing is evaluated, on one line."""
    return f"'{QUOTES.sub(lambda found: found[0] * 2, one_line(text))}'"


def _lines(corrections: Corrections) -> Iterator[str]:
    civic: dict[tuple[str, ...], str] = {}
    for count, location in enumerate(locations(corrections), 1):
        yield ""
        yield from map(_comment, location.corrections)
        same = tuple(value for name, value in location.columns.items() if name != "Elin")  # only its first row has it
        if same not in civic:
            civic[same] = f"$address{count}"
            yield f"{civic[same]} = {_command('New-CsOnlineLisCivicAddress', location.columns)}"
        yield from _pointing(location, civic[same], f"$location{count}")
    for e164, place, correction in pointed(corrections):
        yield from ("", _comment(correction))
        yield f"Set-CsPhoneNumberAssignment -PhoneNumber {quoted(e164)} -LocationId {quoted(place)}"


def _comment(correction: Correction) -> str:
    return f"# {one_line(f'{correction.kind} {correction.record}, {correction.cell}: {answers(correction)}')}"


def _pointing(location: Location, address: str, name: str) -> Iterator[str]:
    """The place within a civic address, and what must point to it."""
    target = f"{address}.DefaultLocationId"
    if location.inside:
        place = quoted(location.inside)
        yield f"{name} = New-CsOnlineLisLocation -CivicAddressId {address}.CivicAddressId -Location {place}"
        target = f"{name}.LocationId"
    for use in location.uses:
        if use.kind in COMMANDS:
            yield f"{_used(use)} -LocationId {target}"


def _used(use: Use) -> str:
    command, parameter, port = COMMANDS[use.kind]
    return _command(command, {parameter: use.identifier, **({port: use.port} if port else {})})


def _command(command: str, parameters: Mapping[str, str]) -> str:
    """A command with those of its parameters that hold something; a company's name is always needed."""
    words = [command]
    for name, value in parameters.items():
        if value or name == "CompanyName":
            words.append(f"-{name} {quoted(value) if value else COMPANY}")
    return " ".join(words)
