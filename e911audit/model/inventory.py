"""The inventory: what the spreadsheets say exists.

Records join by the names people use (site code, location id, E.164 number), not by row ids, so that sheets may arrive
in any order and be replaced one by one. A name as its sheet gave it stays in ``..._written``; beside it stands what it
was found to mean, which is worked out anew after each load. Yes/no fields hold ``yes``, ``no``, ``unknown`` or nothing;
a blank cell and an unread one are NULL, which makes a rule's condition NULL: not judged.
"""

from datetime import date

from sqlmodel import Field, SQLModel


class Place(SQLModel, table=True):
    """What a written address means; fields and conventions of the contract, section 5."""

    id: int = Field(primary_key=True)
    kind: str
    house: str
    house_suffix: str
    predir: str
    pretype: str
    street: str
    posttype: str
    postdir: str
    building: str
    floor: str
    unit_type: str
    unit: str
    room: str
    seat: str
    zone: str
    city: str
    state: str
    zip: str
    zip4: str
    line1: str
    line2: str
    key: str = Field(index=True)
    building_key: str = Field(index=True)
    doubts: str
    zip_fault: str
    postal_doubt: str | None = None
    """NULL where the place was read before the ZIP table was there."""
    msag_reason: str | None = None
    """Why the street guide does not hold it (a ``Reason`` of places/msag_ranges.py), "" where it does; NULL where no
    guide can tell. Only places of sites and locations are looked up."""
    msag_told: str | None = None
    """The reason in words."""


class Address(SQLModel, table=True):
    """An address as the columns of a spreadsheet gave it; each distinct one is stored and resolved once."""

    id: int = Field(primary_key=True)
    text: str = Field(unique=True)
    """All parts, joined by the unit separator: the identity of what was written."""
    shown: str
    """The parts that hold something, as a reader would write them."""
    civic: bool
    """True where a street, city or ZIP was written, False where only interior parts were."""
    place_id: int | None = Field(default=None, foreign_key="place.id", index=True)


class Record(SQLModel):
    """What every inventory record has: an id and the row that it came from."""

    id: int = Field(primary_key=True)
    sheet_id: int = Field(foreign_key="sheet.id")
    row: int


class Site(Record, table=True):
    """A property under one name. ``repeats`` marks a code that an earlier row already described."""

    code: str = Field(index=True)
    code_written: str | None = None
    aliases: str | None = None
    """Other names by which the sheets of the same system call it (GUIDs, addresses), joined by the unit separator."""
    name: str | None = None
    address_id: int | None = Field(default=None, foreign_key="address.id")
    county: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    headquarters: str | None = None
    address_role: str | None = None
    buildings: int | None = None
    workspace_sqft: float | None = None
    multi_tenant: str | None = None
    occupancy: str | None = None
    elevators: int | None = None
    critical: str | None = None
    voice_model: str | None = None
    psap: str | None = None
    psap_phone: str | None = None
    rate_center: str | None = None
    wire_center_clli: str | None = None
    expected_repair_hours: float | None = None
    point_doubt: str | None = None
    """Why the coordinates are no surveyed point, "" where nothing speaks against them; worked out at loading."""
    outside: str | None = None
    """The state of the address where the coordinates lie outside of it, "" where they do not."""
    off_m: float | None = None
    """Metres from the coordinates to the address itself: its surveyed point, else a geocoder's exact answer."""
    off_from: str | None = None
    """From what the metres are counted, in words."""
    repeats: bool = False


class Building(Record, table=True):
    """A building of a site."""

    site: str = Field(index=True)
    site_written: str | None = None
    name: str | None = None
    floors: int | None = None
    floor_area_sqft: float | None = None
    elevators: int | None = None
    repeats: bool = False


class Location(Record, table=True):
    """An emergency response location: where responders are sent."""

    code: str = Field(index=True)
    code_written: str | None = None
    aliases: str | None = None
    """Other names by which the sheets of the same system call it, joined by the unit separator."""
    site: str | None = Field(default=None, index=True)
    site_written: str | None = None
    address_id: int | None = Field(default=None, foreign_key="address.id")
    building: str | None = None
    """The building's name as written, to find it among the site's buildings."""
    area_sqft: float | None = None
    elin: str | None = Field(default=None, index=True)
    validation: str | None = None
    validated_on: date | None = None
    latitude: float | None = None
    longitude: float | None = None
    address_point_latitude: float | None = None
    address_point_longitude: float | None = None
    validation_result: str | None = None
    point_doubt: str | None = None
    """Why the coordinates are no surveyed point, "" where nothing speaks against them."""
    outside: str | None = None
    """The state of the address where the coordinates lie outside of it, "" where they do not."""
    off_m: float | None = None
    """Metres from the coordinates to the address itself: its surveyed point, else a geocoder's exact answer."""
    off_from: str | None = None
    """From what the metres are counted, in words."""
    repeats: bool = False


class NetworkElement(Record, table=True):
    """A subnet, switch, port or access point that tells a location."""

    __tablename__ = "network_element"

    kind: str | None = None
    identifier: str
    port: str | None = None
    location: str | None = None
    location_written: str | None = None
    site: str | None = Field(default=None, index=True)
    site_written: str | None = None
    description: str | None = None
    low: str | None = Field(default=None, index=True)
    """The first address of a subnet, the first BSSID of a wildcard, as text of one width (``networks.py``)."""
    high: str | None = None
    """The last; NULL where a subnet is written without its size and no other element tells it."""
    network_fault: str | None = None
    """What is wrong with the identifier, in words, "" where nothing is; NULL for switches and ports."""
    clash: str | None = None
    """The locations that the same element tells elsewhere, with file and row; on the first of them, else "".

    NULL where it tells none."""
    overlap: str | None = None
    """The first of the elements within this one that tell another location, "" where none does.

    NULL where it tells none, or covers nothing that is known."""
    overlap_count: int | None = None
    """How many these are."""
    overlap_how: str | None = None
    """How the gravest of them lies: at ``another site``, ``crossing`` (it ends outside of this one) or ``inside``."""


class Number(Record, table=True):
    """A telephone number of the inventory. ``e164`` is empty where the text is no ten-digit number."""

    e164: str | None = Field(default=None, index=True)
    text: str
    extension: str | None = None
    fault: str | None = None
    """Why the number cannot exist under the North American Numbering Plan, in words."""
    kind: str | None = None
    site: str | None = None
    site_written: str | None = None
    location: str | None = None
    location_written: str | None = None
    address_id: int | None = Field(default=None, foreign_key="address.id")
    assigned_to: str | None = None
    status: str | None = None
    carrier: str | None = None
    service: str | None = None
    e911_provisioned: str | None = None
    e911_status: str | None = None
    """What the provider says of its 911 record, as ``provider_status`` of an ``E911Record``."""
    e911_address: str | None = None
    e911_location: str | None = None
    e911_address_id: int | None = Field(default=None, foreign_key="address.id")
    """What the two mean."""
    class_of_service: str | None = None
    type_of_service: str | None = None
    esn: str | None = None
    company_id: str | None = None
    rate_center: str | None = None
    route_target: str | None = None
    notes: str | None = None
    shared_line: str | None = None
    caller_name: str | None = None
    directory_listing: str | None = None
    resporg: str | None = None


class CarrierNumber(Record, table=True):
    """A number that the carrier's record (CSR, invoice) lists."""

    __tablename__ = "carrier_number"

    e164: str | None = Field(default=None, index=True)
    text: str
    extension: str | None = None
    fault: str | None = None
    account: str | None = None
    carrier: str | None = None
    address_id: int | None = Field(default=None, foreign_key="address.id")
    """Where the carrier sends its bills."""
    features: str | None = None
    blocking_feature: str | None = None
    """The features among these for which a carrier refuses a port, "" where none is; NULL where none are told."""
    company_id: str | None = None
    """The carrier's NENA company ID, which its 911 records have."""
    business_name: str | None = None
    dba: str | None = None
    service_address: str | None = None
    service_city: str | None = None
    service_state: str | None = None
    service_zip: str | None = None
    service_address_id: int | None = Field(default=None, foreign_key="address.id")
    """What these four mean together."""
    btn: str | None = None
    """The account's billing telephone number: E.164, or the digits as written."""
    pin_required: str | None = None
    authorized_contacts: str | None = None
    pending_order: str | None = None
    carrier_freeze: str | None = None
    requested_on: date | None = None
    received_on: date | None = None
    monthly_cost: str | None = None
    """US dollars a month for this number, as decimal text; NULL in a row of several numbers."""
    record_kind: str | None = None
    """What stands in for a CSR, where it is none: portal, email, bill or verbal."""


class Device(Record, table=True):
    """A telephone, adapter or client. ``name`` falls back to its MAC address, extension or number."""

    name: str
    mac: str | None = None
    model: str | None = None
    kind: str | None = None
    endpoint_kind: str | None = None
    system: str | None = None
    system_written: str | None = None
    extension: str | None = None
    e164: str | None = Field(default=None, index=True)
    text: str | None = None
    fault: str | None = None
    site: str | None = None
    site_written: str | None = None
    location: str | None = None
    location_written: str | None = None
    address_id: int | None = Field(default=None, foreign_key="address.id")
    ip_address: str | None = None
    switch: str | None = None
    switch_port: str | None = None
    bssid: str | None = None
    mapped_location: str | None = None
    """The location that the network map gives this device, by port, switch, access point or subnet."""
    mapped_by: str | None = None
    """port, switch, bssid or subnet; ``none`` where no element knows it, ``unsure`` where the map leaves it open, NULL
    where the network has not seen it."""
    mapped_element: int | None = Field(default=None, index=True)
    """The id of the network element that knows the device; it may tell no location."""
    unmapped: str | None = None
    """What the device was seen on that no element knows, "" where one does."""
    emergency_caller_id: str | None = None
    """E.164, or the digits as written where they are no ten-digit number."""
    can_dial_911: str | None = None
    last_seen: date | None = None
    location_updated: date | None = None
    location_source: str | None = None
    shared_line: str | None = None
    emergency_trunk: str | None = None
    vpn_hairpin: str | None = None
    battery_hours: float | None = None


class System(Record, table=True):
    """A multi-line telephone system; it belongs to the sites of its devices."""

    name: str = Field(index=True)
    name_written: str | None = None
    vendor: str | None = None
    installed_on: date | None = None
    last_core_upgrade_on: date | None = None
    direct_911: str | None = None
    prefix_911_handled: str | None = None
    outside_access_code: str | None = None
    notification: str | None = None
    notification_targets: str | None = None
    notification_carries: str | None = None
    """Of fact, callback, location and infeasible what was recorded, in this order, parted by commas."""
    notification_holds_call: str | None = None
    notification_staffed: str | None = None
    notification_tested_on: date | None = None
    callback: str | None = None
    callback_reaches_human: str | None = None
    survivable_911: str | None = None
    emergency_trunk_region: str | None = None
    """States by code, a country, or ``nationwide``, in which its trunk hands 911 calls over."""
    trunk_caller_id_override: str | None = None
    exempt_911_from_override: str | None = None
    repeats: bool = False


class Line(Record, table=True):
    """An analog or legacy line. ``name`` is its number or else its circuit."""

    name: str = Field(index=True)
    e164: str | None = Field(default=None, index=True)
    text: str | None = None
    fault: str | None = None
    circuit: str | None = None
    site: str | None = Field(default=None, index=True)
    site_written: str | None = None
    location: str | None = None
    location_written: str | None = None
    address_id: int | None = Field(default=None, foreign_key="address.id")
    kind: str | None = None
    kind_words: str | None = None
    """The words that the kind was inferred from; NULL where a column gave it."""
    life_safety: str | None = None
    """From the column, else from the kind: yes, no or unknown."""
    kind_here: str | None = None
    """What the row's column says of the kind; then what its words suggest, the words, their field, and the column Life
    Safety.

    ``kind``, ``kind_words`` and ``life_safety`` follow from all that is said of the line (``LineSign``)."""
    inferred_here: str | None = None
    words_here: str | None = None
    field_here: str | None = None
    safety_here: str | None = None
    service: str | None = None
    carrier: str | None = None
    account: str | None = None
    action: str | None = None
    replacement: str | None = None
    target_transport: str | None = None
    destination: str | None = None
    destination_kind: str | None = None
    monitoring_company: str | None = None
    monitoring_account: str | None = None
    panel: str | None = None
    shared_with: str | None = None
    second_path: str | None = None
    supervision_minutes: float | None = None
    battery_hours: float | None = None
    ups_covers_all: str | None = None
    mfvn: str | None = None
    gateway_port: str | None = None
    gateway: str | None = Field(default=None, index=True)
    """The name of the adapter with which ``gateway_port`` or ``replacement`` begins; worked out after each load."""
    owner: str | None = None
    identified_on: date | None = None
    cutover_on: date | None = None
    disconnect_due: date | None = None
    notes: str | None = None
    alternate_destination: str | None = None
    alternate_after_seconds: float | None = None
    elevator_installed_on: date | None = None
    code_edition: str | None = None
    video_and_text: str | None = None
    required_checkin_seconds: float | None = None
    checkin_seconds: float | None = None
    ul_certificate: str | None = None
    posted_location: str | None = None
    monthly_cost: str | None = None
    """US dollars a month, as decimal text: money is exact."""
    cost_is: str | None = None
    """``item``: of a bill, where the items of a line add up; NULL: what the whole line costs."""
    billed_on: date | None = None
    fax_decision: str | None = None
    attended: str | None = None


class LineSign(SQLModel, table=True):
    """Something that tells what a line serves, and where it stands; worked out anew after each load."""

    __tablename__ = "line_sign"

    id: int = Field(primary_key=True)
    line: str = Field(index=True)
    """The line's name, or a number of a carrier's record that is no line of the inventory."""
    source: str
    """``person``: identified on site. ``column``: the inventory's own column. ``words``: of the line's row.
    ``elsewhere``: words of another record of the number. ``code``: a service order code. ``safety``: the Life Safety
    column."""
    kind: str | None = None
    """NULL where a person identified the line and did not say as what; yes, no or unknown for ``safety``."""
    words: str | None = None
    field: str
    sheet_id: int
    row: int


class Evidence(Record, table=True):
    """A proof about a number, line, device, site, system, circuit or order."""

    subject: str = Field(index=True)
    """The subject's name; a telephone number in E.164."""
    kind: str | None = None
    on_date: date | None = None
    by: str | None = None
    authority: str | None = None
    result: str | None = None
    reference: str | None = None
    expires_on: date | None = None
    dialed_from: str | None = None
    """The number (E.164) or device from which a test call was dialed, where the proof is about something else."""
    dialed: str | None = None
    """What was dialed: 911, or a test number such as 933."""
    address_read_back: str | None = None
    """What the answering point or the test service read back, as the tester wrote it down."""
    address_correct: str | None = None
    callback_result: str | None = None
    identified_as: str | None = None
    """The kind of line that an identification on site found."""
    found_at: str | None = None
    """The jack or pair at which it was found."""


class Waiver(Record, table=True):
    """A finding whose risk somebody has taken until a day; it counts only with a reason, a name and an end."""

    finding: str = Field(index=True)
    """The finding's key, such as ``LOC-020:HQ-1``."""
    reason: str | None = None
    by: str | None = None
    until: date | None = None
    decided_on: date | None = None


class Provider(Record, table=True):
    """A company that sells or carries service, and how trouble is reported to it."""

    name: str = Field(index=True)
    role: str | None = None
    """Of ilec, clec, itsp, isp, ixc, wireless, reseller and the bare word carrier what was recorded, in this order,
    parted by commas."""
    aliases: str | None = None
    """Its other names as written, parted by commas or semicolons."""
    underlying_carrier: str | None = None
    noc_phone: str | None = None
    """E.164, or the digits as written where they are no ten-digit number."""
    ticket_rule: str | None = None
    portal: str | None = None
    rate_centers: str | None = None
    minimum_port_days: float | None = None
    company_id: str | None = None
    routes_911_remotely: str | None = None
    support: str | None = None
    """Its hours, and how soon it answers."""
    caller_id_rules: str | None = None
    """Which numbers it lets out as caller ID."""
    sip_policies: str | None = None
    api: str | None = None
    port_strictness: str | None = None
    """How closely it compares a letter with its record: strict, normal or minimal."""
    repeats: bool = False


class Scope(Record, table=True):
    """Who owns what at a site, by names as they were written; whom they mean is told by ``Term``."""

    site: str = Field(index=True)
    site_written: str | None = None
    last_mile_owner: str | None = None
    number_owner: str | None = None
    sip_owner: str | None = None
    ilec: str | None = None
    inside_wiring_owner: str | None = None
    patch_panel_owner: str | None = None
    network_owner: str | None = None
    """Of switches and their power over Ethernet."""
    system_owner: str | None = None
    """Of the session border controller and the telephone system."""
    repeats: bool = False


class Demarc(Record, table=True):
    """Where a carrier hands over to a site: one circuit, or all of a site. ``name`` is its circuit or else its site."""

    name: str = Field(index=True)
    site: str | None = Field(default=None, index=True)
    site_written: str | None = None
    circuit: str | None = Field(default=None, index=True)
    location_text: str | None = None
    photo: str | None = None
    label: str | None = None
    site_map: str | None = None
    boundary: str | None = None
    """nid, ont, sbc or extended."""
    managed_reference: str | None = None
    loopback_procedure: str | None = None
    loopback_tested_on: date | None = None
    label_fits: str | None = None
    """yes or no: whether the label shows the circuit's ID, however both are punctuated; NULL where one is blank."""


class Contract(Record, table=True):
    """What a provider commits to for one class of service."""

    provider: str = Field(index=True)
    service_class: str | None = None
    tariffed: str | None = None
    tariff_reference: str | None = None
    tariff_date: date | None = None
    availability_percent: float | None = None
    availability_method: str | None = None
    repair_hours: float | None = None
    response_hours: float | None = None
    maintenance_window: str | None = None
    outage_definition: str | None = None
    escalation: str | None = None
    credit_policy: str | None = None
    mac_rule: str | None = None
    missed_appointment_rule: str | None = None
    install_interval_days: float | None = None
    diversity_commitment: str | None = None
    term_end: date | None = None
    cancel_notice_days: float | None = None
    early_termination: str | None = None
    foc_inside: str | None = None
    """The port orders of the provider whose FOC falls inside its maintenance window, "" for none; worked out after each
    load, NULL where the window or a time cannot be read."""
    notice_by: date | None = None
    """The last day to give notice: the end of the term less its days of notice; NULL where one is blank."""


class Term(SQLModel, table=True):
    """A name of a company or of a service as sheets write it, and what it means; worked out anew after each load."""

    id: int = Field(primary_key=True)
    kind: str
    """provider or service."""
    written: str = Field(index=True)
    meant: str
    """The provider's name in its sheet, or the class of service; else the spelling of the name that comes first."""
    listed: bool
    """Whether a sheet of providers, or the vocabulary of service classes, has it."""
    generic: bool
    """True for words that name nobody, such as ``carrier``."""


class Loa(Record, table=True):
    """A number that a letter of authorization (LOA) moves; one record without a number where the letter lists none."""

    pon: str = Field(index=True)
    """The order that the letter goes with."""
    pon_written: str | None = None
    account: str | None = None
    business_name: str | None = None
    service_address: str | None = None
    service_city: str | None = None
    service_state: str | None = None
    service_zip: str | None = None
    service_address_id: int | None = Field(default=None, foreign_key="address.id")
    """What these four mean together."""
    address_id: int | None = Field(default=None, foreign_key="address.id")
    """The billing address."""
    btn: str | None = None
    new_btn: str | None = None
    e164: str | None = Field(default=None, index=True)
    text: str | None = None
    extension: str | None = None
    fault: str | None = None
    signer: str | None = None
    title: str | None = None
    signed_on: date | None = None
    prepared_by: str | None = None
    checked_by: str | None = None


class ComparedField(SQLModel, table=True):
    """A field of a letter beside the carrier's record of its account; worked out anew after each load.

    What the words mean is told in ``porting``.
    """

    __tablename__ = "compared_field"

    id: int = Field(primary_key=True)
    loa_id: int = Field(index=True)
    """The first record of the letter."""
    carrier_number_id: int | None = None
    """The first record of the account, None where no account could be found."""
    field: str
    csr: str
    loa: str
    level: str
    difference: str
    crossed: str
    """What of the record the letter's value is instead, "" for nothing known."""
    parts: str
    """The components that differ and how, joined by ``|``."""
    rejection: str
    likelihood: str
    severity: str
    strictness: str
    certainty: str
    """How we know the carrier's strictness, and whence."""


class PortOrder(Record, table=True):
    """An order that moves numbers to another carrier; which numbers, its LOA says."""

    __tablename__ = "port_order"

    pon: str = Field(index=True)
    """The purchase order number by which both carriers call it."""
    pon_written: str | None = None
    account: str | None = None
    losing_carrier: str | None = None
    gaining_carrier: str | None = None
    kind: str | None = None
    extent: str | None = None
    """Whether all numbers of the account move: full or partial."""
    remaining_numbers: str | None = None
    """What becomes of the account's other numbers, in words or as a list."""
    submitted_on: date | None = None
    submitted_time: str | None = None
    """When the order reached the losing carrier, in the order's time zone."""
    foc_received_on: date | None = None
    foc_on: date | None = None
    """The day of the firm order commitment: when the numbers move."""
    foc_time: str | None = None
    time_zone: str | None = None
    freeze_from: date | None = None
    freeze_to: date | None = None
    state: str | None = None
    activated_on: date | None = None
    completed_on: date | None = None
    staging_tested_on: date | None = None
    staff: str | None = None
    roll_forward_plan: str | None = None
    temporary_forwarding: str | None = None
    inbound_verified: str | None = None
    outbound_verified: str | None = None
    verified_911: str | None = None
    caller_id_verified: str | None = None
    old_service_disconnect_on: date | None = None
    old_ali_unlocked_on: date | None = None
    new_ali_migrated_on: date | None = None
    pin_held: str | None = None
    """Whether somebody holds the account's PIN; the PIN itself is never kept."""
    customer_moved: str | None = None
    foc_day_fault: str | None = None
    """Why no port is worked on the FOC day, in words, "" where one is; worked out after each load."""
    foc_day_doubt: str | None = None
    """Why the FOC day is a poor one, "" where it is not."""
    foc_business_days: int | None = None
    """Business days after ``counted_on`` up to the FOC day."""
    counted_on: date | None = None
    """The business day as which the submission counts; worked out for each run, as all that follows."""
    foc_days_left: int | None = None
    """Business days after the day of the run up to the FOC day; 0 where that is past."""
    snapback_by: str | None = None
    """Until when the losing carrier takes the numbers back, in words."""
    least_days: float | None = None
    """The longest porting interval of its carriers' own, in business days; NULL where none is known."""
    staff_shared: str | None = None
    """Who of its staff is named for another port at the same time, in words; "" where nobody is."""
    limit_fault: str | None = None
    """Which limits of its carriers the order exceeds, in words, "" where none; NULL where no limits are known."""
    repeats: bool = False


class PortEvent(Record, table=True):
    """Something that happened to an order: a rejection, a jeopardy notice, an activation."""

    __tablename__ = "port_event"

    pon: str = Field(index=True)
    pon_written: str | None = None
    on_date: date | None = None
    kind: str | None = None
    code: str | None = None
    text: str | None = None
    fix: str | None = None
    by: str | None = None
    rejection: str | None = None
    """Of a rejection or jeopardy: the name of its class (``porting/rejections.toml``); worked out at loading."""


class Elevator(Record, table=True):
    """One elevator of a register or an inspection list: a car that must keep its emergency telephone."""

    name: str = Field(index=True)
    """Its registration, else its car number."""
    car: str | None = None
    site: str | None = Field(default=None, index=True)
    site_written: str | None = None
    address_id: int | None = Field(default=None, foreign_key="address.id")
    kind: str | None = None
    status: str | None = None
    e164: str | None = Field(default=None, index=True)
    """The number of its emergency telephone, where the register tells it."""
    text: str | None = None
    fault: str | None = None
    inspected_on: date | None = None
    expires_on: date | None = None


class E911Record(Record, table=True):
    """What a 911 database holds of a number: an ALI record, or a provider's emergency record.

    The parts of the address are kept as they were written, for their lengths and spelling are judged too; what they
    mean together is the place of ``address_id``.
    """

    __tablename__ = "e911_record"

    e164: str | None = Field(default=None, index=True)
    text: str
    extension: str | None = None
    fault: str | None = None
    address_id: int | None = Field(default=None, foreign_key="address.id")
    house_number: str | None = None
    house_suffix: str | None = None
    predir: str | None = None
    street_name: str | None = None
    street_suffix: str | None = None
    postdir: str | None = None
    community: str | None = None
    state: str | None = None
    zip: str | None = None
    location_text: str | None = None
    customer_name: str | None = None
    class_of_service: str | None = None
    type_of_service: str | None = None
    esn: str | None = None
    main_number: str | None = None
    company_id: str | None = None
    extract_date: date | None = None
    function: str | None = None
    error_code: str | None = None
    """With which code the 911 database refused the record."""
    completion_date: date | None = None
    county_id: str | None = None
    provider: str | None = None
    provider_status: str | None = None
    """What the provider says of it: validated, corrected, pending, rejected or unknown; never a proof by itself."""
    msag_reason: str | None = None
    """Why the street guide does not hold the address (a ``Reason`` of places/msag.py), "" where it does; NULL where
    no guide was loaded."""
    msag_told: str | None = None
    """The reason in words, with the nearest that the guide has."""
    msag_esn: str | None = None
    """The emergency service number of its range, without leading zeros; NULL where ranges disagree."""
    msag_community: str | None = None
    """The guide's community of the address where the record gives the city of the post instead, "" where it does not;
    NULL where no guide or no ZIP can tell."""
    content_fault: str | None = None
    """What number, directions, street or community may not hold, each with the error code of the 911 database; ""
    where nothing is wrong, NULL where all are blank."""
    content_field: str | None = None
    """The first field of these faults."""
    main_fault: str | None = None
    """Why the main number is none, "" where it is one; NULL where the sheet has no column of it."""


class MsagRange(Record, table=True):
    """A range of house numbers of a Master Street Address Guide; without ``low`` and ``high`` the street has none."""

    __tablename__ = "msag_range"

    predir: str | None = None
    street_name: str
    street_suffix: str | None = None
    postdir: str | None = None
    low: int | None = None
    high: int | None = None
    community: str | None = Field(default=None, index=True)
    state: str | None = None
    parity: str | None = None
    """odd, even or both."""
    esn: str | None = None
    county_id: str | None = None
    psap_id: str | None = None
    range_fault: str | None = None
    """What is wrong with the range: turned round, or over another of another ESN; "" where nothing is."""
    range_doubt: str | None = None
    """What is odd: an overlap within one ESN, or a gap before it; "" where nothing is."""
    range_gap: int | None = None
    """How many numbers the gap has."""


class Circuit(Record, table=True):
    """A circuit or trunk: an access line, a PRI, a SIP trunk; one that has two ends may be listed at both sites."""

    name: str = Field(index=True)
    name_written: str | None = None
    site: str | None = Field(default=None, index=True)
    site_written: str | None = None
    kind: str | None = None
    retail_provider: str | None = None
    underlying_provider: str | None = None
    access_type: str | None = None
    service_class: str | None = None
    bandwidth: str | None = None
    voice_path: str | None = None
    backup_of: str | None = Field(default=None, index=True)
    """The circuit for which it steps in."""
    backup_of_written: str | None = None
    clli: str | None = None
    entrance: str | None = None
    conduit: str | None = None
    channels: int | None = None
    """Channels that carry calls, without the D channel."""
    d_channel: str | None = None
    """Where the signalling of a PRI goes, as written: its own channel, or another span of the group."""
    sip_channels: int | None = None
    busy_hour_erlangs: float | None = None
    number_ranges: str | None = None
    """The numbers that it carries, in E.164: ``+15125550100-+15125550149, +15125550160``."""
    keep_reason: str | None = None
    """Why a trunk is kept."""
    review_on: date | None = None
    """When that is looked at again."""
    gateway_plan: str | None = None
    test_plan: str | None = None
    cutover_on: date | None = None
    disconnect_on: date | None = None
    latency_ms: float | None = None
    jitter_ms: float | None = None
    loss_percent: float | None = None
    measured_on: date | None = None
    diversity_claimed: str | None = None
    diversity_evidence_on: date | None = None
    copper_notice_on: date | None = None
    copper_retire_on: date | None = None
    tsp: str | None = None
    last_tested: date | None = None
    ordered_on: date | None = None
    needed_by: date | None = None
    order_by: date | None = None
    """The last day to order it: the need-by day less the install interval of its contract, in business days; worked out
    after each load, NULL where one of both is unknown."""
    install_days: int | None = None
    """That interval."""
    last_mile: str | None = None
    """The underlying provider without the words and marks in which two spellings of one firm differ."""
    channels_needed: int | None = None
    """The fewest channels that carry ``busy_hour_erlangs`` with at most 1 % of calls blocked (Erlang B)."""
    id_fault: str | None = None
    """Why the name is no circuit ID of a local exchange carrier though it is written like one, "" where nothing speaks
    against it."""
    clli_fault: str | None = None
    """What is wrong with the CLLI, "" where nothing is; NULL where it is blank."""
    repeats: bool = False


class Carried(SQLModel, table=True):
    """What a circuit carries: a number of its ranges, or an analog line that names it; worked out after each load."""

    id: int = Field(primary_key=True)
    circuit: str = Field(index=True)
    e164: str | None = Field(default=None, index=True)
    line: str | None = Field(default=None, index=True)
    """The name of the line."""


class ExchangeFile(Record, table=True):
    """A file of NENA records as a whole. ``row`` is its first line that is no record as it should be, else 1."""

    __tablename__ = "exchange_file"

    format: str
    """ali or msag."""
    records: int
    """Lines of the right length, header and trailer not counted."""
    wrong_lines: int
    """Lines of another length, and lines without their end mark."""
    line_fault: str
    """Which lines these are, "" for none."""
    frame_fault: str | None = None
    """What is wrong with header, trailer and its count, "" where nothing is; NULL where nobody says that files of the
    format have any, and this one has none."""
    frame_row: int
    """The line where it is noticed, else 1."""


INVENTORY: dict[str, type[Record]] = {
    "site": Site,
    "building": Building,
    "location": Location,
    "network_element": NetworkElement,
    "number": Number,
    "carrier_number": CarrierNumber,
    "device": Device,
    "system": System,
    "line": Line,
    "evidence": Evidence,
    "waiver": Waiver,
    "provider": Provider,
    "scope": Scope,
    "demarc": Demarc,
    "contract": Contract,
    "loa": Loa,
    "port_order": PortOrder,
    "port_event": PortEvent,
    "elevator": Elevator,
    "e911_record": E911Record,
    "msag_range": MsagRange,
    "circuit": Circuit,
    "exchange_file": ExchangeFile,
}
"""Table name -> table, in the order in which sheets are reported."""
