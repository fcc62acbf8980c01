"""The tables as queries see them, where ``Device.c.kind`` is a column; the model's classes hold values of records."""

from e911audit import model

_tables = model.Address.metadata.tables

Address = _tables["address"]
Building = _tables["building"]
Carried = _tables["carried"]
CarrierNumber = _tables["carrier_number"]
Circuit = _tables["circuit"]
Clause = _tables["clause"]
ComparedField = _tables["compared_field"]
Contract = _tables["contract"]
Decision = _tables["decision"]
Demarc = _tables["demarc"]
Device = _tables["device"]
E911Record = _tables["e911_record"]
Elevator = _tables["elevator"]
Evidence = _tables["evidence"]
ExchangeFile = _tables["exchange_file"]
Finding = _tables["finding"]
Geocode = _tables["geocode"]
Line = _tables["line"]
LineSign = _tables["line_sign"]
Loa = _tables["loa"]
Location = _tables["location"]
MsagRange = _tables["msag_range"]
NetworkElement = _tables["network_element"]
Number = _tables["number"]
Outcome = _tables["outcome"]
Place = _tables["place"]
Provider = _tables["provider"]
PortEvent = _tables["port_event"]
PortOrder = _tables["port_order"]
Report = _tables["report"]
Row = _tables["row"]
Run = _tables["run"]
Scope = _tables["scope"]
Sheet = _tables["sheet"]
Site = _tables["site"]
Source = _tables["source"]
System = _tables["system"]
Term = _tables["term"]
Waiver = _tables["waiver"]

INVENTORY = {name: _tables[name] for name in model.INVENTORY}
"""Table name -> table, in the order in which sheets are reported."""
