"""The blank workbook has the columns that users rely on, and reads back as what it is: empty sheets of known kinds."""

from pathlib import Path

import openpyxl
import pytest

from e911audit.errors import CannotWrite, NoInput
from e911audit.intake.load import load
from e911audit.intake.template import EXAMPLE_ROW, FILE, HEADER_ROW, write_template
from e911audit.store import Store

COLUMNS = {
    "Sites": "Site Code, Site Name, Street Address, City, State, ZIP, County, Latitude, Longitude, Headquarters, "
    "Address Role, Buildings, Workspace Sq Ft, Multi Tenant, Occupancy, Elevators, Critical, Voice Model, PSAP, "
    "PSAP Phone, Rate Center, Wire Center CLLI, Expected Repair Hours",
    "Buildings": "Site Code, Building, Floors, Floor Area Sq Ft, Elevators",
    "Locations": "Location ID, Site Code, Street Address, City, State, ZIP, Building, Floor, Unit, Room, Zone, Area Sq Ft, "
    "ELIN, Validation, Validated On, Latitude, Longitude, Address Point Latitude, Address Point Longitude, "
    "Validation Result",
    "Network": "Kind, Identifier, Port, Location ID, Site Code, Description",
    "Numbers": "Telephone Number, Kind, Site Code, Location ID, Street Address, City, State, ZIP, Dispatch Location, "
    "Assigned To, Status, Carrier, Service, E911 Provisioned, E911 Status, E911 Address, E911 Location, Class Of Service, "
    "Type Of Service, ESN, Company ID, Rate Center, Route Target, Notes, Shared Line, Caller Name, Directory Listing, "
    "RespOrg",
    "Devices": "Device Name, MAC, Model, Kind, Endpoint Kind, System, Extension, Telephone Number, Site Code, Location ID, "
    "Street Address, City, State, ZIP, Dispatch Location, IP Address, Switch, Switch Port, BSSID, Emergency Caller ID, "
    "Can Dial 911, Last Seen, Location Updated, Location Source, Shared Line, Emergency Trunk, VPN Hairpin, Battery Hours",
    "Systems": "System, Vendor, Installed On, Last Core Upgrade On, Direct 911, Prefix 911 Handled, Outside Access Code, "
    "Notification, Notification Targets, Notification Carries, Notification Holds Call, Notification Staffed, "
    "Notification Tested On, Callback, Callback Reaches Human, Survivable 911, Emergency Trunk Region, "
    "Trunk Caller ID Override, 911 Exempt From Override",
    "Lines": "Line Number, Circuit ID, Site Code, Location ID, Street Address, City, State, ZIP, Dispatch Location, "
    "Line Type, Life Safety, Service, Carrier, Account, Action, Replacement, Target Transport, Destination, "
    "Destination Kind, Monitoring Company, Monitoring Account, Panel, Shared With, Second Path, Supervision Minutes, "
    "Battery Hours, UPS Covers All, MFVN, Gateway Port, Owner, Identified On, Cutover Date, Disconnect Due, Notes, "
    "Alternate Destination, Alternate After Seconds, Elevator Installed On, Code Edition, Video And Text, "
    "Required Check-in Seconds, Check-in Seconds, UL Certificate, Posted Location, Monthly Cost, Fax Decision, Attended",
    "Evidence": "Subject, Kind, Date, By, Authority, Result, Reference, Expires On, Dialed From, Dialed, "
    "Address Read Back, Address Correct, Callback Result, Identified As",
    "E911 Records": "Telephone Number, House Number, House Number Suffix, Pre Directional, Street Name, Street Suffix, "
    "Post Directional, Community, State, ZIP, Location, Customer Name, Class Of Service, Type Of Service, ESN, "
    "Main Number, Company ID, Extract Date, Function, Error Code, Completion Date, County ID",
    "MSAG": "Pre Directional, Street Name, Street Suffix, Post Directional, Low, High, Community, State, Parity, ESN, "
    "County ID, PSAP ID",
    "Providers": "Provider, Role, Aliases, Underlying Carrier, NOC Phone, Ticket Rule, Portal, Rate Centers, "
    "Minimum Port Days, NENA Company ID, Routes 911 Remotely",
    "Scope": "Site Code, Last Mile Owner, Number Owner, SIP Owner, ILEC, Inside Wiring Owner, Patch Panel Owner",
    "Demarcs": "Site Code, Circuit ID, Demarc Location, Photo, Label, Map, Boundary, Managed Reference, "
    "Loopback Procedure, Loopback Tested On",
    "Contracts": "Provider, Service Class, Tariffed, Tariff Reference, Tariff Date, Availability Percent, "
    "Availability Method, Repair Hours, Response Hours, Maintenance Window, Outage Definition, Escalation, "
    "Credit Policy, MAC Rule, Missed Appointment Rule, Install Interval Days, Diversity Commitment, Term End, "
    "Cancel Notice Days, Early Termination",
    "Circuits": "Circuit ID, Site Code, Kind, Retail Provider, Underlying Provider, Access Type, Service Class, Bandwidth, "
    "Voice Path, Backup Of, CLLI, Entrance, Conduit, Channels, SIP Channels, Busy Hour Erlangs, Number Ranges, "
    "Gateway Plan, Test Plan, Cutover Date, Disconnect Date, Latency Ms, Jitter Ms, Loss Percent, Measured On, "
    "Diversity Claimed, Diversity Evidence On, Copper Notice On, Copper Retire On, TSP, Last Tested, Ordered On, "
    "Needed By",
    "CSR": "Account, Carrier, Business Name, DBA, Service Address, City, State, ZIP, Billing Address, BTN, PIN Required, "
    "Authorized Contacts, Telephone Numbers, Features, Pending Order, Carrier Freeze, Requested On, Received On",
    "LOA": "Order, Account, Business Name, Service Address, City, State, ZIP, Billing Address, BTN, New BTN, "
    "Telephone Numbers, Signer, Title, Signed On, Prepared By, Checked By",
    "Port Orders": "Order, Account, Losing Carrier, Gaining Carrier, Type, Full Or Partial, Remaining Numbers, "
    "Submitted On, Submitted Time, FOC Received On, FOC Date, FOC Time, Time Zone, Freeze From, Freeze To, State, Activated On, "
    "Completed On, Staging Tested On, Staff, Roll Forward Plan, Temporary Forwarding, Inbound Verified, "
    "Outbound Verified, 911 Verified, Caller ID Verified, Old Service Disconnect On, Old ALI Unlocked On, "
    "New ALI Migrated On, PIN Held, Customer Moved",
    "Port Events": "Order, When, Kind, Code, Text, Fix, By",
    "Waivers": "Finding, Waiver Reason, Waived By, Waive Until, Decided On",  # ours: the contract has no sheet of it
}
"""Sheet -> columns, as the contract names them."""


@pytest.fixture
def book(tmp_path):
    return openpyxl.load_workbook(write_template(tmp_path))


def test_sheets_and_columns_are_those_of_the_contract(book):
    visible = [sheet for sheet in book if sheet.sheet_state == "visible"]
    assert {sheet.title: ", ".join(cell.value for cell in sheet[HEADER_ROW]) for sheet in visible} == COLUMNS


def test_fixed_vocabularies_are_drop_downs(book):
    for sheet in book:
        for rule in sheet.data_validations.dataValidation:
            name = rule.formula1.lstrip("=")
            title, area = book.defined_names[name].attr_text.split("!")
            words = [cell.value for column in book[title][area.replace("$", "")] for cell in column]
            assert all(words)
    assert len(book["Lines"].data_validations.dataValidation) >= 7


def test_blank_template_has_no_rows_to_load(tmp_path):
    write_template(tmp_path)
    with pytest.raises(NoInput, match="no data rows below the header"):
        load(Store.open("sqlite://"), [tmp_path])


def test_filled_template_loads_without_its_example(tmp_path):
    file = write_template(tmp_path)
    book = openpyxl.load_workbook(file)
    sheet = book["Numbers"]
    assert sheet.cell(EXAMPLE_ROW, 1).value == "e.g. 512-555-0142"
    sheet.cell(HEADER_ROW + 1, 1).value = "512-555-0100"
    book.save(file)
    store = Store.open("sqlite://")
    load(store, [file])
    with store.work() as connection:
        assert connection.exec_driver_sql("SELECT e164 FROM number").all() == [("+15125550100",)]


def test_packaged_copy_is_the_one_that_is_written(tmp_path):
    kept = openpyxl.load_workbook(Path(__file__).parents[1] / "templates" / FILE)
    fresh = openpyxl.load_workbook(write_template(tmp_path))
    assert kept.sheetnames == fresh.sheetnames
    for sheet in fresh:
        assert [[c.value for c in row] for row in sheet] == [[c.value for c in row] for row in kept[sheet.title]]


def test_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite):
        write_template(tmp_path / "file" / "below")
