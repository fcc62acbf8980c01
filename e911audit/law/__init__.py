"""Law as dated data: what each clause demands, since when, of which systems, and how sure we are of its text."""

from e911audit.law.clauses import Certainty, Clause, clauses

__all__ = ["Certainty", "Clause", "clauses"]
