"""What a judged store tells, as frozen views: the run itself, lines, holds, dates, plans, who owns what, proofs."""
