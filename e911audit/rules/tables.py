"""The tables as queries see them, where ``Device.c.kind`` is a column; the model's classes hold values of records."""

from e911audit import model

_tables = model.Address.metadata.tables

Address = _tables["address"]
Building = _tables["building"]
CarrierNumber = _tables["carrier_number"]
Device = _tables["device"]
Evidence = _tables["evidence"]
Line = _tables["line"]
Location = _tables["location"]
Number = _tables["number"]
Place = _tables["place"]
Sheet = _tables["sheet"]
Site = _tables["site"]
Source = _tables["source"]
System = _tables["system"]
