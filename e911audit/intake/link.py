"""What can only be said once all sheets are there: one spelling for each name, repeated records, mapped locations."""

from collections import Counter, defaultdict
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    and_,
    bindparam,
    delete,
    func,
    insert,
    null,
    select,
    update,
)

from e911audit.intake.cells import plain
from e911audit.intake.circuits import list_carried
from e911audit.intake.gateways import name_gateways
from e911audit.intake.guide import judge_guide
from e911audit.intake.installs import date_orders
from e911audit.intake.letters import compare_letters
from e911audit.intake.line_signs import identify_lines
from e911audit.intake.points import judge_points
from e911audit.intake.terms import name_terms
from e911audit.intake.windows import find_in_windows
from e911audit.intake.wiremap import judge_wiremap
from e911audit.model.origin import SEPARATOR
from e911audit.model.tables import (
    Address,
    Building,
    Circuit,
    Demarc,
    Device,
    Elevator,
    Line,
    Loa,
    Location,
    NetworkElement,
    Number,
    Place,
    PortEvent,
    PortOrder,
    Provider,
    Scope,
    Sheet,
    Site,
    Source,
    System,
)

SITE_REFERENCES = (Building, Location, NetworkElement, Number, Device, Line, Elevator, Scope, Demarc, Circuit)
LOCATION_REFERENCES = (NetworkElement, Number, Device, Line)
ADDRESSED = (Location, Number, Device, Line, Elevator)
REPEATABLE = (
    (Site, (Site.c.code,)),
    (Location, (Location.c.code,)),
    (System, (System.c.name,)),
    (PortOrder, (PortOrder.c.pon,)),
    (Building, (Building.c.site, Building.c.name)),
    (Provider, (Provider.c.name,)),
    (Scope, (Scope.c.site,)),
    (Circuit, (Circuit.c.site, Circuit.c.name)),
)
Names = dict[str, str]
"""Plain name -> what it means."""
ALIAS_SHOWN = 8
"""Characters of an alias that tell two records of one name apart."""
MEANING = Table(
    "meaning", MetaData(), Column("written", Text, primary_key=True), Column("meant", Text), prefixes=["TEMPORARY"]
)
SITE_OF_ADDRESS = Table(
    "site_of_address",
    MetaData(),
    Column("address_id", Integer, primary_key=True),
    Column("site", Text),
    prefixes=["TEMPORARY"],
)


def link(connection: Connection) -> None:
    """Join what the sheets of a store say about each other; safe to repeat.

    What a sheet wrote is kept beside what it means, so that the joins are made anew from it each time.
    """
    for table in (MEANING, SITE_OF_ADDRESS):
        table.create(connection)
    sites = [table.c.site for table in SITE_REFERENCES]
    locations = [table.c.location for table in LOCATION_REFERENCES]
    for own, references, name in (
        (Site.c.code, sites, Site.c.name),
        (Location.c.code, locations, None),
        (System.c.name, [Device.c.system], None),
        (Circuit.c.name, [Circuit.c.backup_of], None),
        (PortOrder.c.pon, [Loa.c.pon, PortEvent.c.pon], None),
    ):
        meant = _name_records(connection, own, references, name)
        for column in references:
            _mean(connection, column, meant)
    _give_sites(connection)
    for table in (MEANING, SITE_OF_ADDRESS):
        table.drop(connection)
    for table, key in REPEATABLE:
        _mark_repeats(connection, table, key)
    identify_lines(connection)
    name_gateways(connection)
    name_terms(connection)
    list_carried(connection)
    date_orders(connection)
    find_in_windows(connection)
    compare_letters(connection)
    judge_wiremap(connection)
    judge_points(connection)
    judge_guide(connection)


def written(column: Any) -> Any:
    """The column that holds a name as its sheet wrote it."""
    return column.table.c[f"{column.key}_written"]


def _name_records(connection: Connection, own: Any, references: list[Any], name: Any) -> Names:
    """Give each record that a sheet defines its one spelling; what references may call it -> that spelling.

    Two records of one name and different aliases (GUIDs) are two things: part of the alias tells them apart. What could
    mean two of them means none.
    """
    spelled = _spellings(connection, own, references)
    table = own.table
    aliases = table.c.aliases if "aliases" in table.c else null()
    told = name if name is not None else null()
    records = connection.execute(select(table.c.id, own, written(own), aliases, told)).all()
    first = defaultdict(set)
    for _, _, text, alias, _ in records:
        first[plain(text or "")].add((alias or "").partition(SEPARATOR)[0])
    codes, others = defaultdict(set), defaultdict(set)
    changed = []
    for id_, now, text, alias, title in records:
        meant = spelled.get(plain(text or ""), text or now)
        if alias and len(first[plain(text or "")] - {""}) > 1:
            meant = f"{meant} ({alias[:ALIAS_SHOWN]})"
        codes[plain(text or now)].add(meant)
        for called in (*(alias or "").split(SEPARATOR), title):
            others[plain(called or "")].add(meant)
        if meant != now:
            changed.append({"record": id_, "meant": meant})
    if changed:
        connection.execute(
            update(table).where(table.c.id == bindparam("record")).values({own.key: bindparam("meant")}), changed
        )
    return {
        called: next(iter(meant)) for called, meant in (*others.items(), *codes.items()) if called and len(meant) == 1
    }


def _spellings(connection: Connection, own: Any, references: list[Any]) -> Names:
    """Plain name -> the spelling that most records use, for the names that a sheet of their own defines.

    Among equals the spelling of that sheet counts.
    """
    own_names = set(connection.scalars(select(written(own))))
    defined = {plain(name) for name in own_names if name}
    counts: Counter[str] = Counter()
    for column in map(written, (own, *references)):
        for name, count in connection.execute(select(column, func.count()).group_by(column)):
            if name and plain(name) in defined:
                counts[name] += count
    ranked = sorted(counts.items(), key=lambda entry: (entry[1], entry[0] in own_names, entry[0]))
    return {plain(name): name for name, _ in ranked}


def _mean(connection: Connection, column: Any, names: Names) -> None:
    """Give the records of a column the names that they mean; what means nothing stays as it was written."""
    given = written(column)
    pairs = connection.execute(select(given, column).where(given.is_not(None)).distinct())
    wrong = {text: names.get(plain(text), text) for text, now in pairs if now != names.get(plain(text), text)}
    if wrong:
        connection.execute(delete(MEANING))
        connection.execute(insert(MEANING), [{"written": text, "meant": meant} for text, meant in wrong.items()])
        meant = select(MEANING.c.meant).where(MEANING.c.written == given).scalar_subquery()
        known = given.in_(select(MEANING.c.written))
        connection.execute(update(column.table).where(known).values({column.key: meant}))


def _give_sites(connection: Connection) -> None:
    """Give records that name no site the site of their location, else the only one at their address."""
    connection.execute(insert(SITE_OF_ADDRESS).from_select(["address_id", "site"], _sites_by_address()))
    for table in ADDRESSED:
        here: Any = select(SITE_OF_ADDRESS.c.site).where(SITE_OF_ADDRESS.c.address_id == table.c.address_id)
        here = here.scalar_subquery()
        if "location" in table.c:
            there = select(func.min(Location.c.site)).where(Location.c.code == table.c.location)
            here = func.coalesce(there.scalar_subquery(), here)
        silent = and_(table.c.site_written.is_(None), table.c.site.is_distinct_from(here))
        connection.execute(update(table).where(silent).values(site=here))


def _sites_by_address() -> Any:
    """Addresses and the one site that stands at the same street address."""
    at = Place.alias("at")
    home = (
        select(at.c.building_key.label("building_key"), func.min(Site.c.code).label("site"))
        .join_from(Site, Address, Address.c.id == Site.c.address_id)
        .join(at, at.c.id == Address.c.place_id)
        .where(at.c.building_key != "")
        .group_by(at.c.building_key)
        .having(func.count(Site.c.code.distinct()) == 1)
        .subquery("home")
    )
    other = Address.alias("other")
    return (
        select(other.c.id, home.c.site)
        .join_from(other, Place, Place.c.id == other.c.place_id)
        .join(home, home.c.building_key == Place.c.building_key)
    )


def _mark_repeats(connection: Connection, table: Any, key: tuple[Any, ...]) -> None:
    """All but the first record of a name repeat it: first by file, sheet and row, whatever was loaded first."""
    same = [func.lower(column) for column in key]
    order = (Source.c.path, Sheet.c.position, table.c.row)
    place = func.row_number().over(partition_by=same, order_by=order).label("place")
    placed = select(table.c.id, place).join(Sheet, Sheet.c.id == table.c.sheet_id).join(Source).subquery()
    again = table.c.id.in_(select(placed.c.id).where(placed.c.place > 1))
    connection.execute(update(table).values(repeats=again))
