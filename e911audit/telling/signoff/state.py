"""The statement of a sign-off: all that was known and decided about one site, as plain values."""

from collections.abc import Iterable
from typing import Any

from e911audit.signoff.document import Statement
from e911audit.signoff.gate import Acceptance, Answer, Gate
from e911audit.store.store import Store
from e911audit.telling.recall import recall, stored_run
from e911audit.telling.signoff.case import Case, collect
from e911audit.telling.signoff.gates import gates
from e911audit.values import Status
from e911audit.views.result import Finding, Waiver

GO, NO_GO = "GO", "NO-GO"


def state(
    store: Store, site: str, accepted: Iterable[Acceptance], roles: Iterable[str], run: int | None = None
) -> Statement:
    """The statement for a site by a stored run (default: the newest), whose cutover it is about."""
    result = recall(store, run)
    with store.reading() as connection:
        facts = stored_run(connection, run)
        case = collect(connection, facts, result, site, accepted)
    answered = gates(case)
    waived = {one.key for one in case.findings if one.status == Status.WAIVED}
    return {
        **_about(case, facts),
        "decision": _decision(case, answered),
        "findings": [_finding(one) for one in case.findings],
        "waivers": [_waiver(one) for one in result.waivers if one.finding in waived],
        "accepted": [_accepted(case, code) for code in sorted(case.accepted)],
        "lines": [
            {"line": line.line, "kind": line.kind_told, "action": line.action, "cell": str(line.cell)}
            | {"proof": list(line.proof), "missing": list(line.missing)}
            for line in case.lines
        ],
        "gates": [gate.plain() for gate in answered],
        "roles": list(roles),
    }


def _about(case: Case, facts: Any) -> Statement:
    site, run = case.site, case.run
    return {
        "site": {"code": site.code, "name": site.name, "address": site.address}
        | {"numbers": site.numbers, "devices": site.devices, "lines": site.lines},
        "days": _plain({"as_of": run.as_of, "cutover": run.cutover}),
        "program": {"name": "e911audit", "version": run.version},
        "catalogue": {"sha256": facts.rules_digest, "rules": len(run.outcomes)},
        "settings": {"strictness": run.strictness, "rules": facts.config.get("rules", {})},
        "inputs": [{"path": source.path, "sha256": source.sha256} for source in run.sources],
    }


def _decision(case: Case, answered: Iterable[Gate]) -> dict[str, str]:
    stopped = [gate.name for gate in answered if gate.answer != Answer.MET]
    site, run = case.site.code, case.run
    told = f"On the data given, as of {run.as_of}, site {site}"
    if stopped:
        words = f"{told} may not be cut over on {run.cutover}: gates not met: {', '.join(stopped)}."
        return {"word": NO_GO, "words": words}
    return {"word": GO, "words": f"{told} may be cut over on {run.cutover}: every gate is met."}


def _finding(finding: Finding) -> dict[str, Any]:
    names = ("key", "rule", "severity", "status", "site", "subject", "message", "affects")
    told = {name: getattr(finding, name) for name in names}
    review = finding.review
    told |= {"decision": review.decision, "owner": review.owner, "due": review.due}
    return _plain(told | {"cells": [str(cell) for cell in finding.cells]})


def _waiver(waiver: Waiver) -> dict[str, Any]:
    names = ("finding", "reason", "by", "until", "cell")
    return _plain({name: getattr(waiver, name) for name in names})


def _accepted(case: Case, code: str) -> dict[str, str]:
    one = case.accepted[code]
    return {"rule": code, "by": one.by, "reason": one.reason, "missing": case.unjudged[code].told}


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """The values with dates and words as texts."""
    kept = (str, int, list)
    return {name: value if value is None or type(value) in kept else str(value) for name, value in values.items()}
