"""The columns of the template workbook, sheet by sheet, in its order."""

TEXT = """
Sites: Site Code, Site Name, Street Address, City, State, ZIP, County, Latitude, Longitude, Headquarters,
Address Role, Buildings, Workspace Sq Ft, Multi Tenant, Occupancy, Elevators, Critical, Voice Model, PSAP,
PSAP Phone, Rate Center, Wire Center CLLI, Expected Repair Hours;
Buildings: Site Code, Building, Floors, Floor Area Sq Ft, Elevators;
Locations: Location ID, Site Code, Street Address, City, State, ZIP, Building, Floor, Unit, Room, Zone, Area
Sq Ft, ELIN, Validation, Validated On, Latitude, Longitude, Address Point Latitude, Address Point Longitude,
Validation Result;
Numbers: Telephone Number, Kind, Site Code, Location ID, Street Address, City, State, ZIP, Dispatch Location,
Assigned To, Status, Carrier, Service, E911 Provisioned, E911 Status, E911 Address, E911 Location, Class Of
Service, Type Of Service, ESN, Company ID, Rate Center, Route Target, Notes, Shared Line, Caller Name,
Directory Listing, RespOrg;
Devices: Device Name, MAC, Model, Kind, Endpoint Kind, System, Extension, Telephone Number, Site Code,
Location ID, Street Address, City, State, ZIP, Dispatch Location, IP Address, Switch, Switch Port, BSSID,
Emergency Caller ID, Can Dial 911, Last Seen, Location Updated, Location Source, Shared Line, Emergency Trunk,
VPN Hairpin, Battery Hours;
Lines: Line Number, Circuit ID, Site Code, Location ID, Street Address, City, State, ZIP, Dispatch Location,
Line Type, Life Safety, Service, Carrier, Account, Action, Replacement, Target Transport, Destination,
Destination Kind, Monitoring Company, Monitoring Account, Panel, Shared With, Second Path, Supervision
Minutes, Battery Hours, UPS Covers All, MFVN, Gateway Port, Owner, Identified On, Cutover Date, Disconnect
Due, Notes, Alternate Destination, Alternate After Seconds, Elevator Installed On, Code Edition, Video And
Text, Required Check-in Seconds, Check-in Seconds, UL Certificate, Posted Location, Monthly Cost, Fax
Decision, Attended;
Systems: System, Vendor, Installed On, Last Core Upgrade On, Direct 911, Prefix 911 Handled, Outside Access
Code, Notification, Notification Targets, Notification Carries, Notification Holds Call, Notification Staffed,
Notification Tested On, Callback, Callback Reaches Human, Survivable 911, Emergency Trunk Region, Trunk Caller
ID Override, 911 Exempt From Override;
"""
OF = {
    name.strip(): [column.strip() for column in names.replace("\n", " ").split(",")]
    for name, names in (entry.split(":") for entry in TEXT.strip().strip(";").split(";"))
}
