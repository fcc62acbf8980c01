BEGIN TRANSACTION;
CREATE TABLE address (
	id INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
	shown VARCHAR NOT NULL, 
	civic BOOLEAN NOT NULL, 
	place_id INTEGER, 
	PRIMARY KEY (id), 
	FOREIGN KEY(place_id) REFERENCES place (id), 
	UNIQUE (text)
);
INSERT INTO "address" VALUES(1,'100 Congress AveAustinTX78701','100 Congress Ave, Austin, TX, 78701',1,1);
INSERT INTO "address" VALUES(2,'2','floor 2',0,2);
CREATE TABLE building (
	id INTEGER NOT NULL, 
	sheet_id INTEGER NOT NULL, 
	"row" INTEGER NOT NULL, 
	site VARCHAR NOT NULL, 
	name VARCHAR, 
	floors INTEGER, 
	floor_area_sqft FLOAT, 
	elevators INTEGER, 
	repeats BOOLEAN NOT NULL, site_written VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(sheet_id) REFERENCES sheet (id)
);
CREATE TABLE carrier_number (
	id INTEGER NOT NULL, 
	sheet_id INTEGER NOT NULL, 
	"row" INTEGER NOT NULL, 
	e164 VARCHAR, 
	text VARCHAR NOT NULL, 
	extension VARCHAR, 
	fault VARCHAR, 
	account VARCHAR, 
	carrier VARCHAR, 
	address_id INTEGER, 
	features VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(address_id) REFERENCES address (id), 
	FOREIGN KEY(sheet_id) REFERENCES sheet (id)
);
CREATE TABLE device (
	id INTEGER NOT NULL, 
	sheet_id INTEGER NOT NULL, 
	"row" INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	mac VARCHAR, 
	model VARCHAR, 
	kind VARCHAR, 
	endpoint_kind VARCHAR, 
	system VARCHAR, 
	extension VARCHAR, 
	e164 VARCHAR, 
	text VARCHAR, 
	fault VARCHAR, 
	site VARCHAR, 
	location VARCHAR, 
	address_id INTEGER, 
	ip_address VARCHAR, 
	switch VARCHAR, 
	switch_port VARCHAR, 
	bssid VARCHAR, 
	mapped_location VARCHAR, 
	emergency_caller_id VARCHAR, 
	can_dial_911 VARCHAR, 
	last_seen DATE, 
	location_updated DATE, 
	location_source VARCHAR, 
	shared_line VARCHAR, 
	emergency_trunk VARCHAR, 
	vpn_hairpin VARCHAR, 
	battery_hours FLOAT, system_written VARCHAR, site_written VARCHAR, location_written VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(address_id) REFERENCES address (id), 
	FOREIGN KEY(sheet_id) REFERENCES sheet (id)
);
CREATE TABLE e911_record (
	id INTEGER NOT NULL, 
	sheet_id INTEGER NOT NULL, 
	"row" INTEGER NOT NULL, 
	e164 VARCHAR, 
	text VARCHAR NOT NULL, 
	extension VARCHAR, 
	fault VARCHAR, 
	address_id INTEGER, 
	house_number VARCHAR, 
	house_suffix VARCHAR, 
	predir VARCHAR, 
	street_name VARCHAR, 
	street_suffix VARCHAR, 
	postdir VARCHAR, 
	community VARCHAR, 
	state VARCHAR, 
	zip VARCHAR, 
	location_text VARCHAR, 
	customer_name VARCHAR, 
	class_of_service VARCHAR, 
	type_of_service VARCHAR, 
	esn VARCHAR, 
	main_number VARCHAR, 
	company_id VARCHAR, 
	extract_date DATE, 
	function VARCHAR, 
	completion_date DATE, 
	county_id VARCHAR, 
	provider VARCHAR, 
	provider_status VARCHAR, msag_reason VARCHAR, msag_told VARCHAR, msag_esn VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(sheet_id) REFERENCES sheet (id), 
	FOREIGN KEY(address_id) REFERENCES address (id)
);
CREATE TABLE elevator (
	id INTEGER NOT NULL, 
	sheet_id INTEGER NOT NULL, 
	"row" INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	car VARCHAR, 
	site VARCHAR, 
	site_written VARCHAR, 
	address_id INTEGER, 
	kind VARCHAR, 
	status VARCHAR, 
	e164 VARCHAR, 
	text VARCHAR, 
	fault VARCHAR, 
	inspected_on DATE, 
	expires_on DATE, 
	PRIMARY KEY (id), 
	FOREIGN KEY(sheet_id) REFERENCES sheet (id), 
	FOREIGN KEY(address_id) REFERENCES address (id)
);
CREATE TABLE evidence (
	id INTEGER NOT NULL, 
	sheet_id INTEGER NOT NULL, 
	"row" INTEGER NOT NULL, 
	subject VARCHAR NOT NULL, 
	kind VARCHAR, 
	on_date DATE, 
	"by" VARCHAR, 
	authority VARCHAR, 
	result VARCHAR, 
	reference VARCHAR, 
	expires_on DATE, 
	PRIMARY KEY (id), 
	FOREIGN KEY(sheet_id) REFERENCES sheet (id)
);
CREATE TABLE finding (
	run_id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	rule VARCHAR NOT NULL, 
	severity VARCHAR NOT NULL, 
	subject_kind VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	site VARCHAR NOT NULL, 
	message VARCHAR NOT NULL, 
	affects INTEGER NOT NULL, 
	status VARCHAR NOT NULL, 
	cells JSON NOT NULL, 
	PRIMARY KEY (run_id, "key"), 
	FOREIGN KEY(run_id) REFERENCES run (id)
);
INSERT INTO "finding" VALUES(1,'LEG-001:+15127360142','LEG-001','blocker','line','+15127360142','HQ','+15127360142 (elevator phone) is or may be a life-safety line; the plan says ''remove'' and no replacement.',1,'open','[[4, 2]]');
CREATE TABLE geocode (
	"query" VARCHAR NOT NULL, 
	provider VARCHAR NOT NULL, 
	latitude FLOAT, 
	longitude FLOAT, 
	answer VARCHAR NOT NULL, 
	exact BOOLEAN NOT NULL, 
	asked_on DATE NOT NULL, 
	PRIMARY KEY ("query", provider)
);
CREATE TABLE line (
	id INTEGER NOT NULL, 
	sheet_id INTEGER NOT NULL, 
	"row" INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	e164 VARCHAR, 
	text VARCHAR, 
	fault VARCHAR, 
	circuit VARCHAR, 
	site VARCHAR, 
	location VARCHAR, 
	address_id INTEGER, 
	kind VARCHAR, 
	kind_words VARCHAR, 
	life_safety VARCHAR, 
	service VARCHAR, 
	carrier VARCHAR, 
	account VARCHAR, 
	action VARCHAR, 
	replacement VARCHAR, 
	target_transport VARCHAR, 
	destination VARCHAR, 
	destination_kind VARCHAR, 
	monitoring_company VARCHAR, 
	monitoring_account VARCHAR, 
	panel VARCHAR, 
	shared_with VARCHAR, 
	second_path VARCHAR, 
	supervision_minutes FLOAT, 
	battery_hours FLOAT, 
	ups_covers_all VARCHAR, 
	mfvn VARCHAR, 
	gateway_port VARCHAR, 
	owner VARCHAR, 
	identified_on DATE, 
	cutover_on DATE, 
	disconnect_due DATE, 
	notes VARCHAR, 
	alternate_destination VARCHAR, 
	alternate_after_seconds FLOAT, 
	elevator_installed_on DATE, 
	code_edition VARCHAR, 
	video_and_text VARCHAR, 
	required_checkin_seconds FLOAT, 
	checkin_seconds FLOAT, 
	ul_certificate VARCHAR, 
	posted_location VARCHAR, 
	monthly_cost FLOAT, 
	fax_decision VARCHAR, 
	attended VARCHAR, site_written VARCHAR, location_written VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(address_id) REFERENCES address (id), 
	FOREIGN KEY(sheet_id) REFERENCES sheet (id)
);
INSERT INTO "line" VALUES(1,4,2,'+15127360142','+15127360142','512-736-0142',NULL,NULL,'HQ','HQ-1',NULL,'elevator_phone',NULL,'yes',NULL,NULL,NULL,'remove',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'HQ','HQ-1');
CREATE TABLE location (
	id INTEGER NOT NULL, 
	sheet_id INTEGER NOT NULL, 
	"row" INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	site VARCHAR, 
	address_id INTEGER, 
	building VARCHAR, 
	area_sqft FLOAT, 
	elin VARCHAR, 
	validation VARCHAR, 
	validated_on DATE, 
	latitude FLOAT, 
	longitude FLOAT, 
	address_point_latitude FLOAT, 
	address_point_longitude FLOAT, 
	validation_result VARCHAR, 
	repeats BOOLEAN NOT NULL, code_written VARCHAR, site_written VARCHAR, aliases VARCHAR, point_doubt VARCHAR, outside VARCHAR, off_from VARCHAR, off_m FLOAT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(address_id) REFERENCES address (id), 
	FOREIGN KEY(sheet_id) REFERENCES sheet (id)
);
INSERT INTO "location" VALUES(1,2,2,'HQ-1','HQ',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'HQ-1','HQ',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "location" VALUES(2,2,3,'HQ-2','HQ',2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'HQ-2','HQ',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE msag_range (
	id INTEGER NOT NULL, 
	sheet_id INTEGER NOT NULL, 
	"row" INTEGER NOT NULL, 
	predir VARCHAR, 
	street_name VARCHAR NOT NULL, 
	street_suffix VARCHAR, 
	postdir VARCHAR, 
	low INTEGER, 
	high INTEGER, 
	community VARCHAR, 
	state VARCHAR, 
	parity VARCHAR, 
	esn VARCHAR, 
	county_id VARCHAR, 
	psap_id VARCHAR, range_fault VARCHAR, range_doubt VARCHAR, range_gap INTEGER, 
	PRIMARY KEY (id), 
	FOREIGN KEY(sheet_id) REFERENCES sheet (id)
);
CREATE TABLE network_element (
	id INTEGER NOT NULL, 
	sheet_id INTEGER NOT NULL, 
	"row" INTEGER NOT NULL, 
	kind VARCHAR, 
	identifier VARCHAR NOT NULL, 
	port VARCHAR, 
	location VARCHAR, 
	site VARCHAR, 
	description VARCHAR, location_written VARCHAR, site_written VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(sheet_id) REFERENCES sheet (id)
);
CREATE TABLE number (
	id INTEGER NOT NULL, 
	sheet_id INTEGER NOT NULL, 
	"row" INTEGER NOT NULL, 
	e164 VARCHAR, 
	text VARCHAR NOT NULL, 
	extension VARCHAR, 
	fault VARCHAR, 
	kind VARCHAR, 
	site VARCHAR, 
	location VARCHAR, 
	address_id INTEGER, 
	assigned_to VARCHAR, 
	status VARCHAR, 
	carrier VARCHAR, 
	service VARCHAR, 
	e911_provisioned VARCHAR, 
	e911_status VARCHAR, 
	e911_address VARCHAR, 
	e911_location VARCHAR, 
	class_of_service VARCHAR, 
	type_of_service VARCHAR, 
	esn VARCHAR, 
	company_id VARCHAR, 
	rate_center VARCHAR, 
	route_target VARCHAR, 
	notes VARCHAR, 
	shared_line VARCHAR, 
	caller_name VARCHAR, 
	directory_listing VARCHAR, 
	resporg VARCHAR, site_written VARCHAR, location_written VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(address_id) REFERENCES address (id), 
	FOREIGN KEY(sheet_id) REFERENCES sheet (id)
);
INSERT INTO "number" VALUES(1,3,2,'+15127360101','(512) 736-0101',NULL,NULL,NULL,'HQ',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'HQ',NULL);
INSERT INTO "number" VALUES(2,3,3,'+15127360102','512-736-0102',NULL,NULL,NULL,'HQ',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'HQ',NULL);
CREATE TABLE outcome (
	run_id INTEGER NOT NULL, 
	rule VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	looked_at INTEGER NOT NULL, 
	found INTEGER NOT NULL, 
	waived INTEGER NOT NULL, 
	unjudged INTEGER NOT NULL, 
	missing JSON NOT NULL, 
	unjudged_by_site JSON NOT NULL, 
	PRIMARY KEY (run_id, rule), 
	FOREIGN KEY(run_id) REFERENCES run (id)
);
INSERT INTO "outcome" VALUES(1,'CBN-001','not_judged',0,0,0,0,'["system.direct_911"]','{}');
INSERT INTO "outcome" VALUES(1,'CBN-004','not_judged',0,0,0,0,'["system.notification"]','{}');
INSERT INTO "outcome" VALUES(1,'CBN-005','not_judged',0,0,0,0,'["system.notification_targets"]','{}');
INSERT INTO "outcome" VALUES(1,'CBN-011','not_judged',0,0,0,0,'["device.emergency_caller_id", "carrier_number.e164 or number.e164"]','{}');
INSERT INTO "outcome" VALUES(1,'CBN-012','not_judged',0,0,0,0,'["location.elin"]','{}');
INSERT INTO "outcome" VALUES(1,'DEV-001','not_judged',0,0,0,0,'["device.endpoint_kind"]','{}');
INSERT INTO "outcome" VALUES(1,'DEV-003','not_judged',0,0,0,0,'["device.site", "device.endpoint_kind"]','{}');
INSERT INTO "outcome" VALUES(1,'DEV-005','not_judged',0,0,0,0,'["device.site", "device.e164", "number.site"]','{}');
INSERT INTO "outcome" VALUES(1,'DEV-007','not_judged',0,0,0,0,'["device.kind or device.endpoint_kind", "device.can_dial_911"]','{}');
INSERT INTO "outcome" VALUES(1,'HYG-001','not_judged',0,0,0,4,'["blank in 4 records: run.cutover, sheet.exported_on"]','{"": 4}');
INSERT INTO "outcome" VALUES(1,'HYG-006','clean',8,0,0,0,'[]','{}');
INSERT INTO "outcome" VALUES(1,'LEG-001','found',1,1,0,0,'[]','{}');
INSERT INTO "outcome" VALUES(1,'LEG-002','clean',1,0,0,0,'[]','{}');
INSERT INTO "outcome" VALUES(1,'LEG-004','clean',1,0,0,0,'[]','{}');
INSERT INTO "outcome" VALUES(1,'LEG-010','not_judged',0,0,0,1,'["line.destination_kind"]','{"HQ": 1}');
INSERT INTO "outcome" VALUES(1,'LEG-014','not_judged',0,0,0,1,'["line.battery_hours or line.ups_covers_all"]','{"HQ": 1}');
INSERT INTO "outcome" VALUES(1,'LEG-020','not_judged',0,0,0,0,'["line.target_transport"]','{}');
INSERT INTO "outcome" VALUES(1,'LEG-021','not_judged',0,0,0,0,'["evidence.kind"]','{}');
INSERT INTO "outcome" VALUES(1,'LEG-047','not_judged',0,0,0,1,'["line.disconnect_due", "evidence.kind"]','{"HQ": 1}');
INSERT INTO "outcome" VALUES(1,'LEG-050','not_judged',0,0,0,1,'["site.elevators or building.elevators or building.floors"]','{"HQ": 1}');
INSERT INTO "outcome" VALUES(1,'LEG-051','clean',1,0,0,0,'[]','{}');
INSERT INTO "outcome" VALUES(1,'LOC-001','not_judged',0,0,0,0,'["device.location or device.street or device.site", "device.location or device.street or site.street"]','{}');
INSERT INTO "outcome" VALUES(1,'LOC-002','clean',1,0,0,0,'[]','{}');
INSERT INTO "outcome" VALUES(1,'LOC-003','clean',1,0,0,0,'[]','{}');
INSERT INTO "outcome" VALUES(1,'LOC-004','clean',1,0,0,0,'[]','{}');
INSERT INTO "outcome" VALUES(1,'LOC-005','clean',1,0,0,0,'[]','{}');
INSERT INTO "outcome" VALUES(1,'LOC-006','clean',1,0,0,0,'[]','{}');
INSERT INTO "outcome" VALUES(1,'LOC-007','clean',1,0,0,0,'[]','{}');
INSERT INTO "outcome" VALUES(1,'LOC-008','not_judged',0,0,0,0,'["location.latitude", "location.longitude", "device.endpoint_kind"]','{}');
INSERT INTO "outcome" VALUES(1,'LOC-009','not_judged',0,0,0,0,'["site.latitude or location.latitude", "site.longitude or location.longitude"]','{}');
INSERT INTO "outcome" VALUES(1,'LOC-010','not_judged',0,0,0,0,'["site.latitude or location.latitude", "site.longitude or location.longitude"]','{}');
INSERT INTO "outcome" VALUES(1,'LOC-011','not_judged',0,0,0,0,'["site.latitude or location.latitude", "site.longitude or location.longitude", "location.address_point_latitude or run.geocodes"]','{}');
INSERT INTO "outcome" VALUES(1,'LOC-012','not_judged',0,0,0,0,'["site.latitude or location.latitude", "site.longitude or location.longitude"]','{}');
INSERT INTO "outcome" VALUES(1,'LOC-013','not_judged',0,0,0,1,'["site.address_role or carrier_number.street", "site.street or location.street or number.street or device.street or line.street"]','{"HQ": 1}');
INSERT INTO "outcome" VALUES(1,'LOC-014','not_judged',0,0,0,1,'["site.headquarters", "site.street or location.street or number.street or device.street or line.street or device.location"]','{"HQ": 1}');
INSERT INTO "outcome" VALUES(1,'LOC-015','not_judged',0,0,0,0,'["device.location or network_element.location", "building.floors or site.buildings"]','{}');
INSERT INTO "outcome" VALUES(1,'LOC-016','clean',1,0,0,0,'[]','{}');
INSERT INTO "outcome" VALUES(1,'LOC-017','clean',1,0,0,0,'[]','{}');
INSERT INTO "outcome" VALUES(1,'LOC-020','not_judged',0,0,0,2,'["building.floors", "location.floor or location.interior or device.location or device.interior or device.street or number.location or number.interior or number.street"]','{"HQ": 2}');
INSERT INTO "outcome" VALUES(1,'LOC-021','not_judged',0,0,0,2,'["site.buildings", "location.building or location.interior or device.location or device.interior or device.street or number.location or number.interior or number.street"]','{"HQ": 2}');
INSERT INTO "outcome" VALUES(1,'LOC-022','not_judged',0,0,0,2,'["site.multi_tenant", "location.unit or location.interior or device.location or device.interior or device.street or number.location or number.interior or number.street"]','{"HQ": 2}');
INSERT INTO "outcome" VALUES(1,'LOC-023','not_judged',0,0,0,2,'["site.occupancy", "location.room or location.interior or device.location or device.interior or device.street or number.location or number.interior or number.street"]','{"HQ": 2}');
INSERT INTO "outcome" VALUES(1,'LOC-024','clean',0,0,0,0,'[]','{}');
INSERT INTO "outcome" VALUES(1,'LOC-030','not_judged',0,0,0,0,'["location.validation"]','{}');
INSERT INTO "outcome" VALUES(1,'LOC-032','not_judged',0,0,0,0,'["location.validation"]','{}');
INSERT INTO "outcome" VALUES(1,'LOC-034','not_judged',0,0,0,0,'["device.endpoint_kind", "device.location_updated or device.location_source"]','{}');
INSERT INTO "outcome" VALUES(1,'LOC-035','not_judged',0,0,0,0,'["device.endpoint_kind", "device.location_updated or network_element.identifier"]','{}');
INSERT INTO "outcome" VALUES(1,'MSA-004','not_judged',0,0,0,0,'["e911_record.street_name or e911_record.street", "msag_range.street_name"]','{}');
INSERT INTO "outcome" VALUES(1,'MSA-005','not_judged',0,0,0,0,'["e911_record.street_name or e911_record.street", "msag_range.street_name", "e911_record.house_number or e911_record.street", "msag_range.low", "msag_range.high"]','{}');
INSERT INTO "outcome" VALUES(1,'MSA-006','not_judged',0,0,0,0,'["e911_record.street_name or e911_record.street", "msag_range.street_name", "e911_record.esn", "msag_range.esn"]','{}');
INSERT INTO "outcome" VALUES(1,'MSA-009','not_judged',0,0,0,0,'["msag_range.street_name", "msag_range.low", "msag_range.high"]','{}');
INSERT INTO "outcome" VALUES(1,'NUM-001','not_judged',0,0,0,2,'["number.e911_provisioned"]','{"HQ": 2}');
INSERT INTO "outcome" VALUES(1,'NUM-002','clean',3,0,0,0,'[]','{}');
INSERT INTO "outcome" VALUES(1,'NUM-003','clean',2,0,0,0,'[]','{}');
INSERT INTO "outcome" VALUES(1,'NUM-004','clean',1,0,0,0,'[]','{}');
INSERT INTO "outcome" VALUES(1,'NUM-009','not_judged',0,0,0,0,'["carrier_number.e164", "number.e164"]','{}');
INSERT INTO "outcome" VALUES(1,'NUM-010','not_judged',0,0,0,0,'["device.emergency_caller_id"]','{}');
INSERT INTO "outcome" VALUES(1,'NUM-018','not_judged',0,0,0,0,'["device.extension", "device.e164 or device.emergency_caller_id or location.elin"]','{}');
INSERT INTO "outcome" VALUES(1,'POR-027','clean',4,0,0,0,'[]','{}');
CREATE TABLE place (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	house VARCHAR NOT NULL, 
	house_suffix VARCHAR NOT NULL, 
	predir VARCHAR NOT NULL, 
	pretype VARCHAR NOT NULL, 
	street VARCHAR NOT NULL, 
	posttype VARCHAR NOT NULL, 
	postdir VARCHAR NOT NULL, 
	building VARCHAR NOT NULL, 
	floor VARCHAR NOT NULL, 
	unit_type VARCHAR NOT NULL, 
	unit VARCHAR NOT NULL, 
	room VARCHAR NOT NULL, 
	seat VARCHAR NOT NULL, 
	zone VARCHAR NOT NULL, 
	city VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	zip VARCHAR NOT NULL, 
	zip4 VARCHAR NOT NULL, 
	line1 VARCHAR NOT NULL, 
	line2 VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	building_key VARCHAR NOT NULL, 
	doubts VARCHAR NOT NULL, 
	zip_fault VARCHAR NOT NULL, postal_doubt VARCHAR, 
	PRIMARY KEY (id)
);
INSERT INTO "place" VALUES(1,'street','100','','','','CONGRESS','AVE','','','','','','','','','AUSTIN','TX','78701','','100 CONGRESS AVE','','100 CONGRESS AVE|AUSTIN|TX 78701','100 CONGRESS AVE|AUSTIN|TX 78701','','','');
INSERT INTO "place" VALUES(2,'unread','','','','','','','','','2','','','','','','','','','','','FL 2','','','','','');
CREATE TABLE "row" (
	sheet_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	cells VARCHAR NOT NULL, 
	PRIMARY KEY (sheet_id, number), 
	FOREIGN KEY(sheet_id) REFERENCES sheet (id)
)
 WITHOUT ROWID

;
INSERT INTO "row" VALUES(1,2,'loaded','','HQ100 Congress AveAustinTX78701');
INSERT INTO "row" VALUES(2,2,'loaded','','HQ-1HQ');
INSERT INTO "row" VALUES(2,3,'loaded','','HQ-2HQ2');
INSERT INTO "row" VALUES(3,2,'loaded','','(512) 736-0101HQ');
INSERT INTO "row" VALUES(3,3,'loaded','','512-736-0102HQ');
INSERT INTO "row" VALUES(4,2,'loaded','','512-736-0142HQelevator phonedisconnectHQ-1');
CREATE TABLE run (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	version VARCHAR NOT NULL, 
	as_of DATE NOT NULL, 
	cutover DATE, 
	strictness VARCHAR NOT NULL, 
	rules_digest VARCHAR NOT NULL, 
	config JSON NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "run" VALUES(1,'2026-11-26 07:57:44.319170','0.1.0','2026-11-22','2026-11-28','default','96cc0b03e83a41d482713607c7bacfeb87e1e80d8cb723b535b49c8c81725f74','{"as_of": "2026-11-22", "cutover": "2026-11-28", "strictness": "default", "fail_on": "blocker", "profiles": null, "rules": {}, "geocoder": null}');
CREATE TABLE schema_step (
	number INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	PRIMARY KEY (number)
);
INSERT INTO "schema_step" VALUES(1,'start');
INSERT INTO "schema_step" VALUES(2,'vendor_exports');
INSERT INTO "schema_step" VALUES(3,'geocoding');
CREATE TABLE sheet (
	id INTEGER NOT NULL, 
	source_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	profile VARCHAR NOT NULL, 
	loads VARCHAR NOT NULL, 
	header_row INTEGER NOT NULL, 
	columns JSON NOT NULL, 
	not_understood JSON NOT NULL, 
	secrets JSON NOT NULL, 
	exported_on DATE, 
	rows INTEGER NOT NULL, 
	loaded INTEGER NOT NULL, 
	ignored INTEGER NOT NULL, 
	rejected INTEGER NOT NULL, 
	complaints INTEGER NOT NULL, secret_cells INTEGER DEFAULT '0' NOT NULL, notes JSON DEFAULT '[]' NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(source_id) REFERENCES source (id)
);
INSERT INTO "sheet" VALUES(1,1,'Sites',0,'loaded','header in row 1; 5 of 5 columns understood','sites','site',1,'{"code": "A", "street": "B", "city": "C", "state": "D", "zip": "E"}','[]','[]',NULL,1,1,0,0,0,0,'[]');
INSERT INTO "sheet" VALUES(2,1,'Locations',1,'loaded','header in row 1; 3 of 3 columns understood','locations','location',1,'{"code": "A", "site": "B", "floor": "C"}','[]','[]',NULL,2,2,0,0,0,0,'[]');
INSERT INTO "sheet" VALUES(3,1,'DIDs',2,'loaded','header in row 1; 2 of 2 columns understood','numbers','number',1,'{"e164": "A", "site": "B"}','[]','[]',NULL,2,2,0,0,0,0,'[]');
INSERT INTO "sheet" VALUES(4,1,'Lines',3,'loaded','header in row 1; 5 of 5 columns understood','lines','line',1,'{"e164": "A", "site": "B", "location": "E", "kind": "C", "action": "D", "life_safety": "C"}','[]','[]',NULL,1,1,0,0,0,0,'[]');
CREATE TABLE site (
	id INTEGER NOT NULL, 
	sheet_id INTEGER NOT NULL, 
	"row" INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	name VARCHAR, 
	address_id INTEGER, 
	county VARCHAR, 
	latitude FLOAT, 
	longitude FLOAT, 
	headquarters VARCHAR, 
	address_role VARCHAR, 
	buildings INTEGER, 
	workspace_sqft FLOAT, 
	multi_tenant VARCHAR, 
	occupancy VARCHAR, 
	elevators INTEGER, 
	critical VARCHAR, 
	voice_model VARCHAR, 
	psap VARCHAR, 
	psap_phone VARCHAR, 
	rate_center VARCHAR, 
	wire_center_clli VARCHAR, 
	expected_repair_hours FLOAT, 
	repeats BOOLEAN NOT NULL, code_written VARCHAR, aliases VARCHAR, point_doubt VARCHAR, outside VARCHAR, off_from VARCHAR, off_m FLOAT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(address_id) REFERENCES address (id), 
	FOREIGN KEY(sheet_id) REFERENCES sheet (id)
);
INSERT INTO "site" VALUES(1,1,2,'HQ',NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'HQ',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE source (
	id INTEGER NOT NULL, 
	path VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	bytes INTEGER NOT NULL, 
	note VARCHAR NOT NULL, read_by VARCHAR DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (path)
);
INSERT INTO "source" VALUES(1,'g.xlsx','g.xlsx','3bce7dd4731f70c435df1627de043e1d5af344a392be219c7947e7c016c7a698',6567,'','4ba9e4de72bf5f18');
CREATE TABLE system (
	id INTEGER NOT NULL, 
	sheet_id INTEGER NOT NULL, 
	"row" INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	vendor VARCHAR, 
	installed_on DATE, 
	last_core_upgrade_on DATE, 
	direct_911 VARCHAR, 
	prefix_911_handled VARCHAR, 
	outside_access_code VARCHAR, 
	notification VARCHAR, 
	notification_targets VARCHAR, 
	notification_carries VARCHAR, 
	notification_holds_call VARCHAR, 
	notification_staffed VARCHAR, 
	notification_tested_on DATE, 
	callback VARCHAR, 
	callback_reaches_human VARCHAR, 
	survivable_911 VARCHAR, 
	emergency_trunk_region VARCHAR, 
	trunk_caller_id_override VARCHAR, 
	exempt_911_from_override VARCHAR, 
	repeats BOOLEAN NOT NULL, name_written VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(sheet_id) REFERENCES sheet (id)
);
CREATE INDEX ix_place_building_key ON place (building_key);
CREATE INDEX ix_place_key ON place ("key");
CREATE INDEX ix_address_place_id ON address (place_id);
CREATE INDEX ix_finding_rule ON finding (rule);
CREATE INDEX ix_sheet_source_id ON sheet (source_id);
CREATE INDEX ix_building_site ON building (site);
CREATE INDEX ix_carrier_number_e164 ON carrier_number (e164);
CREATE INDEX ix_device_e164 ON device (e164);
CREATE INDEX ix_evidence_subject ON evidence (subject);
CREATE INDEX ix_line_e164 ON line (e164);
CREATE INDEX ix_line_name ON line (name);
CREATE INDEX ix_line_site ON line (site);
CREATE INDEX ix_location_code ON location (code);
CREATE INDEX ix_location_elin ON location (elin);
CREATE INDEX ix_location_site ON location (site);
CREATE INDEX ix_network_element_site ON network_element (site);
CREATE INDEX ix_number_e164 ON number (e164);
CREATE INDEX ix_site_code ON site (code);
CREATE INDEX ix_system_name ON system (name);
CREATE INDEX ix_elevator_e164 ON elevator (e164);
CREATE INDEX ix_elevator_name ON elevator (name);
CREATE INDEX ix_elevator_site ON elevator (site);
CREATE INDEX ix_e911_record_e164 ON e911_record (e164);
CREATE INDEX ix_msag_range_community ON msag_range (community);
COMMIT;
