"""Many customers at once: each audited by itself, on a cluster of processes, and one roll-up over all of them."""

from e911audit.fleet.customers import Customer, find_customers
from e911audit.fleet.job import Job, audit_customer
from e911audit.fleet.roll_up import roll_up
from e911audit.fleet.run import run

__all__ = ["Customer", "Job", "audit_customer", "find_customers", "roll_up", "run"]
