"""The steps of the schema, oldest first; a released step is never changed."""

from typing import Any

import sqlalchemy as sa
from alembic.operations import Operations


def start(op: Operations) -> None:
    """The first schema."""
    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("house", sa.String(), nullable=False),
        sa.Column("house_suffix", sa.String(), nullable=False),
        sa.Column("predir", sa.String(), nullable=False),
        sa.Column("pretype", sa.String(), nullable=False),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("posttype", sa.String(), nullable=False),
        sa.Column("postdir", sa.String(), nullable=False),
        sa.Column("building", sa.String(), nullable=False),
        sa.Column("floor", sa.String(), nullable=False),
        sa.Column("unit_type", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("seat", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("zip", sa.String(), nullable=False),
        sa.Column("zip4", sa.String(), nullable=False),
        sa.Column("line1", sa.String(), nullable=False),
        sa.Column("line2", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("building_key", sa.String(), nullable=False),
        sa.Column("doubts", sa.String(), nullable=False),
        sa.Column("zip_fault", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_place_building_key"), "place", ["building_key"], unique=False)
    op.create_index(op.f("ix_place_key"), "place", ["key"], unique=False)
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("cutover", sa.Date(), nullable=True),
        sa.Column("strictness", sa.String(), nullable=False),
        sa.Column("rules_digest", sa.String(), nullable=False),
        sa.Column("config", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("path"),
    )
    op.create_table(
        "address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("shown", sa.String(), nullable=False),
        sa.Column("civic", sa.Boolean(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["place.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("text"),
    )
    op.create_index(op.f("ix_address_place_id"), "address", ["place_id"], unique=False)
    op.create_table(
        "finding",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("affects", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["run.id"],
        ),
        sa.PrimaryKeyConstraint("run_id", "key"),
    )
    op.create_index(op.f("ix_finding_rule"), "finding", ["rule"], unique=False)
    op.create_table(
        "outcome",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("looked_at", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("waived", sa.Integer(), nullable=False),
        sa.Column("unjudged", sa.Integer(), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("unjudged_by_site", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["run.id"],
        ),
        sa.PrimaryKeyConstraint("run_id", "rule"),
    )
    op.create_table(
        "sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("loads", sa.String(), nullable=False),
        sa.Column("header_row", sa.Integer(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("not_understood", sa.JSON(), nullable=False),
        sa.Column("secrets", sa.JSON(), nullable=False),
        sa.Column("exported_on", sa.Date(), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("loaded", sa.Integer(), nullable=False),
        sa.Column("ignored", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("complaints", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_sheet_source_id"), "sheet", ["source_id"], unique=False)
    op.create_table(
        "building",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("floors", sa.Integer(), nullable=True),
        sa.Column("floor_area_sqft", sa.Float(), nullable=True),
        sa.Column("elevators", sa.Integer(), nullable=True),
        sa.Column("repeats", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sheet_id"],
            ["sheet.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_building_site"), "building", ["site"], unique=False)
    op.create_table(
        "carrier_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("e164", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("extension", sa.String(), nullable=True),
        sa.Column("fault", sa.String(), nullable=True),
        sa.Column("account", sa.String(), nullable=True),
        sa.Column("carrier", sa.String(), nullable=True),
        sa.Column("address_id", sa.Integer(), nullable=True),
        sa.Column("features", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["address_id"],
            ["address.id"],
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"],
            ["sheet.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_carrier_number_e164"), "carrier_number", ["e164"], unique=False)
    op.create_table(
        "device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("mac", sa.String(), nullable=True),
        sa.Column("model", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("endpoint_kind", sa.String(), nullable=True),
        sa.Column("system", sa.String(), nullable=True),
        sa.Column("extension", sa.String(), nullable=True),
        sa.Column("e164", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("fault", sa.String(), nullable=True),
        sa.Column("site", sa.String(), nullable=True),
        sa.Column("location", sa.String(), nullable=True),
        sa.Column("address_id", sa.Integer(), nullable=True),
        sa.Column("ip_address", sa.String(), nullable=True),
        sa.Column("switch", sa.String(), nullable=True),
        sa.Column("switch_port", sa.String(), nullable=True),
        sa.Column("bssid", sa.String(), nullable=True),
        sa.Column("mapped_location", sa.String(), nullable=True),
        sa.Column("emergency_caller_id", sa.String(), nullable=True),
        sa.Column("can_dial_911", sa.String(), nullable=True),
        sa.Column("last_seen", sa.Date(), nullable=True),
        sa.Column("location_updated", sa.Date(), nullable=True),
        sa.Column("location_source", sa.String(), nullable=True),
        sa.Column("shared_line", sa.String(), nullable=True),
        sa.Column("emergency_trunk", sa.String(), nullable=True),
        sa.Column("vpn_hairpin", sa.String(), nullable=True),
        sa.Column("battery_hours", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["address_id"],
            ["address.id"],
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"],
            ["sheet.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_device_e164"), "device", ["e164"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("on_date", sa.Date(), nullable=True),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("authority", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["sheet_id"],
            ["sheet.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_evidence_subject"), "evidence", ["subject"], unique=False)
    op.create_table(
        "line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("e164", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("fault", sa.String(), nullable=True),
        sa.Column("circuit", sa.String(), nullable=True),
        sa.Column("site", sa.String(), nullable=True),
        sa.Column("location", sa.String(), nullable=True),
        sa.Column("address_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("kind_words", sa.String(), nullable=True),
        sa.Column("life_safety", sa.String(), nullable=True),
        sa.Column("service", sa.String(), nullable=True),
        sa.Column("carrier", sa.String(), nullable=True),
        sa.Column("account", sa.String(), nullable=True),
        sa.Column("action", sa.String(), nullable=True),
        sa.Column("replacement", sa.String(), nullable=True),
        sa.Column("target_transport", sa.String(), nullable=True),
        sa.Column("destination", sa.String(), nullable=True),
        sa.Column("destination_kind", sa.String(), nullable=True),
        sa.Column("monitoring_company", sa.String(), nullable=True),
        sa.Column("monitoring_account", sa.String(), nullable=True),
        sa.Column("panel", sa.String(), nullable=True),
        sa.Column("shared_with", sa.String(), nullable=True),
        sa.Column("second_path", sa.String(), nullable=True),
        sa.Column("supervision_minutes", sa.Float(), nullable=True),
        sa.Column("battery_hours", sa.Float(), nullable=True),
        sa.Column("ups_covers_all", sa.String(), nullable=True),
        sa.Column("mfvn", sa.String(), nullable=True),
        sa.Column("gateway_port", sa.String(), nullable=True),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("identified_on", sa.Date(), nullable=True),
        sa.Column("cutover_on", sa.Date(), nullable=True),
        sa.Column("disconnect_due", sa.Date(), nullable=True),
        sa.Column("notes", sa.String(), nullable=True),
        sa.Column("alternate_destination", sa.String(), nullable=True),
        sa.Column("alternate_after_seconds", sa.Float(), nullable=True),
        sa.Column("elevator_installed_on", sa.Date(), nullable=True),
        sa.Column("code_edition", sa.String(), nullable=True),
        sa.Column("video_and_text", sa.String(), nullable=True),
        sa.Column("required_checkin_seconds", sa.Float(), nullable=True),
        sa.Column("checkin_seconds", sa.Float(), nullable=True),
        sa.Column("ul_certificate", sa.String(), nullable=True),
        sa.Column("posted_location", sa.String(), nullable=True),
        sa.Column("monthly_cost", sa.Float(), nullable=True),
        sa.Column("fax_decision", sa.String(), nullable=True),
        sa.Column("attended", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["address_id"],
            ["address.id"],
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"],
            ["sheet.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_line_e164"), "line", ["e164"], unique=False)
    op.create_index(op.f("ix_line_name"), "line", ["name"], unique=False)
    op.create_index(op.f("ix_line_site"), "line", ["site"], unique=False)
    op.create_table(
        "location",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=True),
        sa.Column("address_id", sa.Integer(), nullable=True),
        sa.Column("building", sa.String(), nullable=True),
        sa.Column("area_sqft", sa.Float(), nullable=True),
        sa.Column("elin", sa.String(), nullable=True),
        sa.Column("validation", sa.String(), nullable=True),
        sa.Column("validated_on", sa.Date(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("address_point_latitude", sa.Float(), nullable=True),
        sa.Column("address_point_longitude", sa.Float(), nullable=True),
        sa.Column("validation_result", sa.String(), nullable=True),
        sa.Column("repeats", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["address_id"],
            ["address.id"],
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"],
            ["sheet.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_location_code"), "location", ["code"], unique=False)
    op.create_index(op.f("ix_location_elin"), "location", ["elin"], unique=False)
    op.create_index(op.f("ix_location_site"), "location", ["site"], unique=False)
    op.create_table(
        "network_element",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("identifier", sa.String(), nullable=False),
        sa.Column("port", sa.String(), nullable=True),
        sa.Column("location", sa.String(), nullable=True),
        sa.Column("site", sa.String(), nullable=True),
        sa.Column("description", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["sheet_id"],
            ["sheet.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_network_element_site"), "network_element", ["site"], unique=False)
    op.create_table(
        "number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("e164", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("extension", sa.String(), nullable=True),
        sa.Column("fault", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("site", sa.String(), nullable=True),
        sa.Column("location", sa.String(), nullable=True),
        sa.Column("address_id", sa.Integer(), nullable=True),
        sa.Column("assigned_to", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("carrier", sa.String(), nullable=True),
        sa.Column("service", sa.String(), nullable=True),
        sa.Column("e911_provisioned", sa.String(), nullable=True),
        sa.Column("e911_status", sa.String(), nullable=True),
        sa.Column("e911_address", sa.String(), nullable=True),
        sa.Column("e911_location", sa.String(), nullable=True),
        sa.Column("class_of_service", sa.String(), nullable=True),
        sa.Column("type_of_service", sa.String(), nullable=True),
        sa.Column("esn", sa.String(), nullable=True),
        sa.Column("company_id", sa.String(), nullable=True),
        sa.Column("rate_center", sa.String(), nullable=True),
        sa.Column("route_target", sa.String(), nullable=True),
        sa.Column("notes", sa.String(), nullable=True),
        sa.Column("shared_line", sa.String(), nullable=True),
        sa.Column("caller_name", sa.String(), nullable=True),
        sa.Column("directory_listing", sa.String(), nullable=True),
        sa.Column("resporg", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["address_id"],
            ["address.id"],
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"],
            ["sheet.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_number_e164"), "number", ["e164"], unique=False)
    op.create_table(
        "row",
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("cells", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sheet_id"],
            ["sheet.id"],
        ),
        sa.PrimaryKeyConstraint("sheet_id", "number"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "site",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("address_id", sa.Integer(), nullable=True),
        sa.Column("county", sa.String(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("headquarters", sa.String(), nullable=True),
        sa.Column("address_role", sa.String(), nullable=True),
        sa.Column("buildings", sa.Integer(), nullable=True),
        sa.Column("workspace_sqft", sa.Float(), nullable=True),
        sa.Column("multi_tenant", sa.String(), nullable=True),
        sa.Column("occupancy", sa.String(), nullable=True),
        sa.Column("elevators", sa.Integer(), nullable=True),
        sa.Column("critical", sa.String(), nullable=True),
        sa.Column("voice_model", sa.String(), nullable=True),
        sa.Column("psap", sa.String(), nullable=True),
        sa.Column("psap_phone", sa.String(), nullable=True),
        sa.Column("rate_center", sa.String(), nullable=True),
        sa.Column("wire_center_clli", sa.String(), nullable=True),
        sa.Column("expected_repair_hours", sa.Float(), nullable=True),
        sa.Column("repeats", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["address_id"],
            ["address.id"],
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"],
            ["sheet.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_site_code"), "site", ["code"], unique=False)
    op.create_table(
        "system",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("vendor", sa.String(), nullable=True),
        sa.Column("installed_on", sa.Date(), nullable=True),
        sa.Column("last_core_upgrade_on", sa.Date(), nullable=True),
        sa.Column("direct_911", sa.String(), nullable=True),
        sa.Column("prefix_911_handled", sa.String(), nullable=True),
        sa.Column("outside_access_code", sa.String(), nullable=True),
        sa.Column("notification", sa.String(), nullable=True),
        sa.Column("notification_targets", sa.String(), nullable=True),
        sa.Column("notification_carries", sa.String(), nullable=True),
        sa.Column("notification_holds_call", sa.String(), nullable=True),
        sa.Column("notification_staffed", sa.String(), nullable=True),
        sa.Column("notification_tested_on", sa.Date(), nullable=True),
        sa.Column("callback", sa.String(), nullable=True),
        sa.Column("callback_reaches_human", sa.String(), nullable=True),
        sa.Column("survivable_911", sa.String(), nullable=True),
        sa.Column("emergency_trunk_region", sa.String(), nullable=True),
        sa.Column("trunk_caller_id_override", sa.String(), nullable=True),
        sa.Column("exempt_911_from_override", sa.String(), nullable=True),
        sa.Column("repeats", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sheet_id"],
            ["sheet.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_system_name"), "system", ["name"], unique=False)


def vendor_exports(op: Operations) -> None:
    """Names as they were written beside what they mean, what receipts tell, 911 records, street guides, elevators."""
    for table, columns in _WRITTEN_NAMES.items():
        for column in columns:
            op.add_column(table, sa.Column(f"{column}_written", sa.String(), nullable=True))
            record = sa.table(table, sa.column(column), sa.column(f"{column}_written"))
            op.execute(record.update().values({f"{column}_written": record.c[column]}))
    for table in ("site", "location"):
        op.add_column(table, sa.Column("aliases", sa.String(), nullable=True))
    op.add_column("source", sa.Column("read_by", sa.String(), nullable=False, server_default=""))
    op.add_column("sheet", sa.Column("secret_cells", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("sheet", sa.Column("notes", sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "elevator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("car", sa.String(), nullable=True),
        sa.Column("site", sa.String(), nullable=True),
        sa.Column("site_written", sa.String(), nullable=True),
        sa.Column("address_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("e164", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("fault", sa.String(), nullable=True),
        sa.Column("inspected_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"]),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_elevator_e164"), "elevator", ["e164"], unique=False)
    op.create_index(op.f("ix_elevator_name"), "elevator", ["name"], unique=False)
    op.create_index(op.f("ix_elevator_site"), "elevator", ["site"], unique=False)
    op.create_table(
        "e911_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("e164", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("extension", sa.String(), nullable=True),
        sa.Column("fault", sa.String(), nullable=True),
        sa.Column("address_id", sa.Integer(), nullable=True),
        sa.Column("house_number", sa.String(), nullable=True),
        sa.Column("house_suffix", sa.String(), nullable=True),
        sa.Column("predir", sa.String(), nullable=True),
        sa.Column("street_name", sa.String(), nullable=True),
        sa.Column("street_suffix", sa.String(), nullable=True),
        sa.Column("postdir", sa.String(), nullable=True),
        sa.Column("community", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("zip", sa.String(), nullable=True),
        sa.Column("location_text", sa.String(), nullable=True),
        sa.Column("customer_name", sa.String(), nullable=True),
        sa.Column("class_of_service", sa.String(), nullable=True),
        sa.Column("type_of_service", sa.String(), nullable=True),
        sa.Column("esn", sa.String(), nullable=True),
        sa.Column("main_number", sa.String(), nullable=True),
        sa.Column("company_id", sa.String(), nullable=True),
        sa.Column("extract_date", sa.Date(), nullable=True),
        sa.Column("function", sa.String(), nullable=True),
        sa.Column("completion_date", sa.Date(), nullable=True),
        sa.Column("county_id", sa.String(), nullable=True),
        sa.Column("provider", sa.String(), nullable=True),
        sa.Column("provider_status", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"]),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_e911_record_e164"), "e911_record", ["e164"], unique=False)
    op.create_table(
        "msag_range",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("predir", sa.String(), nullable=True),
        sa.Column("street_name", sa.String(), nullable=False),
        sa.Column("street_suffix", sa.String(), nullable=True),
        sa.Column("postdir", sa.String(), nullable=True),
        sa.Column("low", sa.Integer(), nullable=True),
        sa.Column("high", sa.Integer(), nullable=True),
        sa.Column("community", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("parity", sa.String(), nullable=True),
        sa.Column("esn", sa.String(), nullable=True),
        sa.Column("county_id", sa.String(), nullable=True),
        sa.Column("psap_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_msag_range_community"), "msag_range", ["community"], unique=False)


_WRITTEN_NAMES = {
    "site": ("code",),
    "building": ("site",),
    "location": ("code", "site"),
    "network_element": ("location", "site"),
    "number": ("site", "location"),
    "device": ("system", "site", "location"),
    "system": ("name",),
    "line": ("site", "location"),
}


def geocoding(op: Operations) -> None:
    """Answers of geocoders, what they and the tables of facts say of coordinates, ZIPs and street guides."""
    op.create_table(
        "geocode",
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("exact", sa.Boolean(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("query", "provider"),
    )
    for table, columns in _WORKED_OUT.items():
        for column in columns:
            op.add_column(table, sa.Column(column, sa.String(), nullable=True))
    for table in ("site", "location"):
        op.add_column(table, sa.Column("off_m", sa.Float(), nullable=True))
    op.add_column("msag_range", sa.Column("range_gap", sa.Integer(), nullable=True))


_WORKED_OUT = {
    "place": ("postal_doubt",),
    "site": ("point_doubt", "outside", "off_from"),
    "location": ("point_doubt", "outside", "off_from"),
    "e911_record": ("msag_reason", "msag_told", "msag_esn"),
    "msag_range": ("range_fault", "range_doubt"),
}


def law(op: Operations) -> None:
    """The clauses of law by which a run was judged, and those that each finding rests on."""
    op.create_table(
        "clause",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("jurisdiction", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("cite", sa.String(), nullable=False),
        sa.Column("area_sqft", sa.Integer(), nullable=True),
        sa.Column("small_sqft", sa.Integer(), nullable=True),
        sa.Column("small_devices", sa.Integer(), nullable=True),
        sa.Column("small_until", sa.Date(), nullable=True),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("installed_from", sa.Date(), nullable=True),
        sa.Column("installed_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_clause_jurisdiction"), "clause", ["jurisdiction"], unique=False)
    op.add_column("finding", sa.Column("cites", sa.String(), nullable=True))


def waivers(op: Operations) -> None:
    """Findings whose risk somebody has taken."""
    op.create_table(
        "waiver",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_waiver_finding"), "waiver", ["finding"], unique=False)


def analog_gateways(op: Operations) -> None:
    """The adapter on whose port a line is."""
    op.add_column("line", sa.Column("gateway", sa.String(), nullable=True))
    op.create_index(op.f("ix_line_gateway"), "line", ["gateway"], unique=False)


def test_calls(op: Operations) -> None:
    """What a 911 test call told: from where, what was dialed, the address read back, the callback."""
    for column in ("dialed_from", "dialed", "address_read_back", "address_correct", "callback_result"):
        op.add_column("evidence", sa.Column(column, sa.String(), nullable=True))


def exchange_files(op: Operations) -> None:
    """Files of NENA records as a whole, what is wrong in the fields of 911 records, addresses beside the guide."""
    op.create_table(
        "exchange_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("wrong_lines", sa.Integer(), nullable=False),
        sa.Column("line_fault", sa.String(), nullable=False),
        sa.Column("frame_fault", sa.String(), nullable=True),
        sa.Column("frame_row", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for table, columns in _OF_RECORDS.items():
        for column in columns:
            op.add_column(table, sa.Column(column, sa.String(), nullable=True))


_OF_RECORDS = {
    "place": ("msag_reason", "msag_told"),
    "e911_record": ("msag_community", "content_fault", "content_field", "main_fault"),
}


def sheet_headers(op: Operations) -> None:
    """The header row of a sheet, to write its rows again as their system wrote them."""
    op.add_column("sheet", sa.Column("headers", sa.JSON(), nullable=False, server_default="[]"))


def carrier_records(op: Operations) -> None:
    """The company IDs of carriers, and the places of the 911 addresses that number lists hold."""
    op.add_column("carrier_number", sa.Column("company_id", sa.String(), nullable=True))
    op.execute("ALTER TABLE number ADD COLUMN e911_address_id INTEGER REFERENCES address (id)")


def wiremap(op: Operations) -> None:
    """What network elements cover and how they contradict each other; by which of them a device is found."""
    for table, columns in _OF_THE_WIREMAP.items():
        for column in columns:
            op.add_column(table, sa.Column(column, sa.String(), nullable=True))
    op.add_column("network_element", sa.Column("overlap_count", sa.Integer(), nullable=True))
    op.add_column("device", sa.Column("mapped_element", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_network_element_low"), "network_element", ["low"], unique=False)
    op.create_index(op.f("ix_device_mapped_element"), "device", ["mapped_element"], unique=False)


_OF_THE_WIREMAP = {
    "network_element": ("low", "high", "network_fault", "clash", "overlap", "overlap_how"),
    "device": ("mapped_by", "unmapped"),
}


def provider_scope(op: Operations) -> None:
    """Providers, who owns what at a site, demarcs, contracts, and what names of companies and services mean."""
    for table, columns in _OF_PROVIDERS.items():
        given = (next(iter(columns)), "repeats")
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("sheet_id", sa.Integer(), nullable=False),
            sa.Column("row", sa.Integer(), nullable=False),
            *(sa.Column(name, kind(), nullable=name not in given) for name, kind in columns.items()),
            sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"]),
            sa.PrimaryKeyConstraint("id"),
        )
    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("written", sa.String(), nullable=False),
        sa.Column("meant", sa.String(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("generic", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    for table, column in (
        ("provider", "name"),
        ("scope", "site"),
        ("demarc", "name"),
        ("demarc", "site"),
        ("demarc", "circuit"),
        ("contract", "provider"),
        ("term", "written"),
    ):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def _texts(*names: str) -> dict[str, Any]:
    return dict.fromkeys(names, sa.String)


_OF_PROVIDERS: dict[str, dict[str, Any]] = {
    "provider": {
        **_texts("name", "role", "aliases", "underlying_carrier", "noc_phone", "ticket_rule", "portal", "rate_centers"),
        "minimum_port_days": sa.Float,
        **_texts("company_id", "routes_911_remotely"),
        "repeats": sa.Boolean,
    },
    "scope": {
        **_texts("site", "site_written", "last_mile_owner", "number_owner", "sip_owner", "ilec"),
        **_texts("inside_wiring_owner", "patch_panel_owner"),
        "repeats": sa.Boolean,
    },
    "demarc": {
        **_texts("name", "site", "site_written", "circuit", "location_text", "photo", "label", "site_map", "boundary"),
        **_texts("managed_reference", "loopback_procedure"),
        "loopback_tested_on": sa.Date,
        "label_fits": sa.String,
    },
    "contract": {
        **_texts("provider", "service_class", "tariffed", "tariff_reference"),
        "tariff_date": sa.Date,
        "availability_percent": sa.Float,
        "availability_method": sa.String,
        "repair_hours": sa.Float,
        "response_hours": sa.Float,
        **_texts("maintenance_window", "outage_definition", "escalation", "credit_policy", "mac_rule"),
        "missed_appointment_rule": sa.String,
        "install_interval_days": sa.Float,
        "diversity_commitment": sa.String,
        "term_end": sa.Date,
        "cancel_notice_days": sa.Float,
        "early_termination": sa.String,
        "notice_by": sa.Date,
    },
}


def port_orders(op: Operations) -> None:
    """Letters of authorization, port orders and what happened to them; what a CSR tells of its account."""
    for table, columns in _PORTING.items():
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("sheet_id", sa.Integer(), nullable=False),
            sa.Column("row", sa.Integer(), nullable=False),
            sa.Column("pon", sa.String(), nullable=False),
            *(_porting_column(name) for name in columns.split()),
            *([sa.Column("repeats", sa.Boolean(), nullable=False)] if table == "port_order" else []),
            *(
                sa.ForeignKeyConstraint([name], ["address.id"])
                for name in columns.split()
                if name.endswith("address_id")
            ),
            sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"]),
            sa.PrimaryKeyConstraint("id"),
        )
        op.create_index(op.f(f"ix_{table}_pon"), table, ["pon"], unique=False)
    op.create_index(op.f("ix_loa_e164"), "loa", ["e164"], unique=False)
    for name in _CSR_ACCOUNT.split():
        op.add_column("carrier_number", _porting_column(name))
    op.execute("ALTER TABLE carrier_number ADD COLUMN service_address_id INTEGER REFERENCES address (id)")


def _porting_column(name: str) -> sa.Column[Any]:
    if name.endswith("_on") or name in ("on_date", "freeze_from", "freeze_to"):
        return sa.Column(name, sa.Date(), nullable=True)
    number = name.endswith("address_id") or name == "foc_business_days"
    return sa.Column(name, sa.Integer() if number else sa.String(), nullable=True)


_SERVICE = "business_name service_address service_city service_state service_zip"
_CSR_ACCOUNT = (
    f"{_SERVICE} blocking_feature dba btn pin_required authorized_contacts pending_order carrier_freeze requested_on "
    "received_on"
)
_PORTING = {
    "loa": f"pon_written account {_SERVICE} service_address_id address_id btn new_btn e164 text extension fault signer "
    "title signed_on prepared_by checked_by",
    "port_order": "pon_written account losing_carrier gaining_carrier kind extent remaining_numbers submitted_on "
    "foc_received_on foc_on foc_time time_zone freeze_from freeze_to state activated_on completed_on staging_tested_on "
    "staff roll_forward_plan temporary_forwarding inbound_verified outbound_verified verified_911 caller_id_verified "
    "old_service_disconnect_on old_ali_unlocked_on new_ali_migrated_on pin_held customer_moved foc_day_fault "
    "foc_day_doubt foc_business_days",
    "port_event": "pon_written on_date kind code text fix by",
}


def circuits(op: Operations) -> None:
    """Circuits and trunks, and the numbers and lines that each carries."""
    op.create_table(
        "circuit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        *(sa.Column(name, type_(), nullable=True) for type_, names in _OF_CIRCUITS.items() for name in names.split()),
        sa.Column("repeats", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("name", "site", "backup_of"):
        op.create_index(op.f(f"ix_circuit_{column}"), "circuit", [column], unique=False)
    op.create_table(
        "carried",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("circuit", sa.String(), nullable=False),
        sa.Column("e164", sa.String(), nullable=True),
        sa.Column("line", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("circuit", "e164", "line"):
        op.create_index(op.f(f"ix_carried_{column}"), "carried", [column], unique=False)


_OF_CIRCUITS = {
    sa.String: "name_written site site_written kind retail_provider underlying_provider access_type service_class "
    "bandwidth voice_path backup_of backup_of_written clli entrance conduit number_ranges gateway_plan test_plan "
    "diversity_claimed tsp last_mile id_fault clli_fault",
    sa.Integer: "channels sip_channels channels_needed",
    sa.Float: "busy_hour_erlangs latency_ms jitter_ms loss_percent",
    sa.Date: "cutover_on disconnect_on measured_on diversity_evidence_on copper_notice_on copper_retire_on last_tested "
    "ordered_on needed_by",
}


def scope_map(op: Operations) -> None:
    """What the scope map shows beside owners: the D channel of a PRI, how a provider works, owners of the equipment.

    And when a circuit must be ordered to be there in time, and which ports fall into a provider's own maintenance.
    """
    for table, columns in _OF_SCOPE_MAP.items():
        for name in columns.split():
            op.add_column(table, sa.Column(name, sa.String(), nullable=True))
    op.add_column("circuit", sa.Column("review_on", sa.Date(), nullable=True))
    op.add_column("circuit", sa.Column("order_by", sa.Date(), nullable=True))
    op.add_column("circuit", sa.Column("install_days", sa.Integer(), nullable=True))


_OF_SCOPE_MAP = {
    "circuit": "d_channel keep_reason",
    "provider": "support caller_id_rules sip_policies api",
    "scope": "network_owner system_owner",
    "contract": "foc_inside",
}


def line_signs(op: Operations) -> None:
    """What tells the purpose of a line, apart from what follows from it."""
    for column in ("kind_here", "inferred_here", "words_here", "field_here", "safety_here"):
        op.add_column("line", sa.Column(column, sa.String(), nullable=True))
    told, inferred = "kind_here = kind, safety_here = life_safety", "inferred_here = kind, words_here = kind_words"
    op.execute(f"UPDATE line SET {told} WHERE kind_words IS NULL")
    op.execute(f"UPDATE line SET {inferred}, field_here = 'notes' WHERE kind_words IS NOT NULL")
    op.add_column("evidence", sa.Column("identified_as", sa.String(), nullable=True))
    op.create_table(
        "line_sign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_line_sign_line"), "line_sign", ["line"], unique=False)


def compared_letters(op: Operations) -> None:
    """Letters beside the carriers' records; what stands in for a CSR; how closely a carrier compares."""
    op.create_table(
        "compared_field",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("loa_id", sa.Integer(), nullable=False),
        sa.Column("carrier_number_id", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in _OF_COMPARED_FIELDS.split()),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_compared_field_loa_id"), "compared_field", ["loa_id"], unique=False)
    op.add_column("carrier_number", sa.Column("record_kind", sa.String(), nullable=True))
    op.add_column("provider", sa.Column("port_strictness", sa.String(), nullable=True))


_OF_COMPARED_FIELDS = "field csr loa level difference crossed parts rejection likelihood severity strictness certainty"


def port_facts(op: Operations) -> None:
    """What is worked out of port orders and their events; the code with which a 911 database refused a record."""
    for table, columns in _OF_PORTS.items():
        for name, type_ in columns.items():
            op.add_column(table, sa.Column(name, type_(), nullable=True))


_OF_PORTS: dict[str, dict[str, Any]] = {
    "port_order": {
        **_texts("submitted_time", "snapback_by", "staff_shared", "limit_fault"),
        "counted_on": sa.Date,
        "foc_days_left": sa.Integer,
        "least_days": sa.Float,
    },
    "port_event": _texts("rejection"),
    "e911_record": _texts("error_code"),
}


def reviews(op: Operations) -> None:
    """What reviewers decided about findings."""
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_decision_finding"), "decision", ["finding"], unique=False)


def money(op: Operations) -> None:
    """What a line costs as exact text, which bill says so, what a carrier's record says; where a line was found."""
    op.execute("ALTER TABLE line RENAME COLUMN monthly_cost TO cost_before")
    op.add_column("line", sa.Column("monthly_cost", sa.String(), nullable=True))
    op.execute("UPDATE line SET monthly_cost = CAST(ROUND(CAST(cost_before AS NUMERIC), 2) AS VARCHAR)")
    op.drop_column("line", "cost_before")
    op.add_column("line", sa.Column("cost_is", sa.String(), nullable=True))
    op.add_column("line", sa.Column("billed_on", sa.Date(), nullable=True))
    op.add_column("carrier_number", sa.Column("monthly_cost", sa.String(), nullable=True))
    op.add_column("evidence", sa.Column("found_at", sa.String(), nullable=True))


def runs_again(op: Operations) -> None:
    """From what a run was judged, which files were written for it, and what the last audit said."""
    op.add_column("run", sa.Column("inputs_digest", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "report",
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("made_of", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("path"),
    )
    op.create_table(
        "last_audit",
        sa.Column("transactions", sa.Integer(), nullable=False),
        sa.Column("inputs", sa.String(), nullable=False),
        sa.Column("outputs", sa.String(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("transactions"),
    )
