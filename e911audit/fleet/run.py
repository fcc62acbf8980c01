"""Jobs over a Dask cluster: in parallel, each on its own, again where one failed or its worker died."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from e911audit.fleet.cluster import DEATHS, cluster
from e911audit.fleet.job import Job, audit_customer, failed
from e911audit.views.roll_up import CustomerAnswer, State

TRIES = 2
"""How often a customer that fails is audited in one run: a store may be locked, a disk be away for a moment."""

Tell = Callable[[CustomerAnswer], None]


def run(
    jobs: Sequence[Job], *, scheduler: str = "", workers: int = 2, tell: Tell = lambda _answer: None
) -> tuple[CustomerAnswer, ...]:
    """Audit every customer on the cluster at this address, else on worker processes of this machine; by name.

    E911AuditError where there is no Dask or no cluster. Whatever happens to one customer is its answer.
    """
    answers: dict[str, CustomerAnswer] = {}
    with cluster(scheduler, workers) as client:
        for _ in range(TRIES):
            left = [job for job in jobs if _open(answers.get(job.customer.name))]
            for answer in _answers(client, left):
                if not _open(answer) or answer.customer in answers:
                    tell(answer)
                answers[answer.customer] = answer
    return tuple(answers[name] for name in sorted(answers))


def _open(answer: CustomerAnswer | None) -> bool:
    return answer is None or answer.state == State.FAILED


def _answers(client: Any, jobs: Sequence[Job]) -> Iterator[CustomerAnswer]:
    """The answers as they come."""
    from distributed import as_completed

    futures = {client.submit(audit_customer, job, pure=False): job for job in jobs}
    completed: Any = as_completed
    for future in completed(list(futures)):
        fault = future.exception()
        job = futures.pop(future)
        died = f"The process that audited it died {DEATHS} times ({type(fault).__name__}). Audit it alone to see why."
        yield failed(job, died) if fault else future.result()
