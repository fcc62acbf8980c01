"""Time e911audit beside the scripts it replaces: python bench/run.py [--rows 100000] [--rounds 3] [--write FILE.md]

Whole processes, interleaved (ours, plain, tuned, ours, ...). Nothing is timed before all of them have found the same.
"""

import argparse
import compileall
import json
import os
import shlex
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import address
import compare
import goals
import inventory
import plan
import read
import report
import rules
from report import Run, Taken

HERE = Path(__file__).resolve().parent
OUT = HERE / "out"
OURS, AGAIN = "e911audit", "again"
PEERS = {"plain": "plain.py", "tuned": "tuned.py", "floor": "floor.py"}
GENERATOR = ("columns.py", "inventory.py", "lines.py", "plan.py", "telephones.py", "town.py", "workbook.py")
SCRIPTS = ("plain", "tuned")
"""Those of PEERS that report findings."""


def compile_ours() -> None:
    """Compile the package's modules, as installing it does; from a folder of sources Python may be told not to."""
    spec = find_spec("e911audit")
    for folder in (spec and spec.submodule_search_locations) or ():
        compileall.compile_dir(folder, quiet=1)


class Stop(Exception):
    """Why the benchmark cannot go on."""


def command(name: str, source: Path, program: list[str]) -> list[str]:
    """The command line of a peer; `again` audits the same file into the store that is already there."""
    if name in PEERS:
        return [sys.executable, str(HERE / PEERS[name]), str(source), str(OUT / f"{name}.xlsx")]
    book, found, store = OUT / "ours.xlsx", OUT / "ours.json", OUT / "ours.db"
    options = ["--store", f"sqlite:///{store}", "--fail-on", "never", "--as-of", plan.TODAY.isoformat()]
    return [*program, "audit", str(source), "-o", str(book), "-o", str(found), *options]


def take(words: list[str]) -> Taken:
    """Run a command and measure it."""
    log = OUT / "stderr.txt"
    measure = [sys.executable, "-S", str(HERE / "measure.py"), str(log), *words]
    stages = os.environ | {"E911AUDIT_STAGES": "1"}
    done = subprocess.run(measure, cwd=HERE.parent, env=stages, capture_output=True, text=True, check=True)
    used = json.loads(done.stdout)
    said = log.read_text(encoding="utf-8", errors="replace")
    if used["code"]:
        raise Stop(f"{shlex.join(words)}\nended with {used['code']}:\n{said[-2000:]}")
    return Taken(used["wall"], used["cpu"], used["peak"], report.stages(said))


def fresh(name: str, source: Path, program: list[str]) -> Taken:
    """Run a peer without what its last run left, unless it is meant to find that."""
    if name == OURS:
        for left in OUT.glob("ours.*"):
            left.unlink()
    return take(command(name, source, program))


def agree(source: Path, program: list[str], peers: list[str]) -> dict[str, int]:
    """Let everybody judge the file once; the number of faults by rule, which all found."""
    fresh(OURS, source, program)
    ours = compare.audited(OUT / "ours.json")
    for peer in filter(SCRIPTS.__contains__, peers):
        fresh(peer, source, program)
        wrong = compare.differences(ours, compare.scripted(OUT / f"{peer}.csv"), peer)
        if wrong:
            raise Stop("\n".join([f"the findings in {source.name} differ, so nothing is timed", *wrong]))
    return {rule: sum(fault.rule == rule for fault in ours) for rule in compare.RULES}


def bench(rows: int, rounds: int, program: list[str], peers: list[str]) -> Run:
    """Everything about one size of inventory."""
    source = OUT / f"inventory-{rows}.xlsx"
    made_of = max(path.stat().st_mtime for path in map(HERE.joinpath, GENERATOR))
    if not source.exists() or source.stat().st_mtime < made_of:
        inventory.make(rows, source)
    print(f"{rows:,} rows: comparing findings", file=sys.stderr)
    faults = agree(source, program, peers)
    taken: dict[str, list[Taken]] = {name: [] for name in (OURS, *peers)}
    for turn in range(rounds):
        for name, times in taken.items():
            times.append(fresh(name, source, program))
            print(f"{rows:,} rows, round {turn + 1}: {name} {times[-1].wall:.2f} s", file=sys.stderr)
    return Run(rows, source.stat().st_size, faults, taken)


def startup(program: list[str], rounds: int = 7) -> dict[str, float]:
    """Milliseconds until a bare Python, --version and --help have answered."""
    commands = {
        "bare Python": [sys.executable, "-c", ""], "--version": [*program, "--version"], "--help": [*program, "--help"],
    }  # fmt: skip
    turns = [{name: take(words).wall * 1000 for name, words in commands.items()} for _ in range(rounds)]
    return {name: median([turn[name] for turn in turns]) for name in commands}


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--sizes", help="several sizes, as in 1000,10000,100000: adds the growth exponent")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", default="plain,tuned,floor", help=f"some of {', '.join(PEERS)}, {AGAIN}")
    parser.add_argument("--program", default=f"{shlex.quote(sys.executable)} -m e911audit", help="the program to judge")
    parser.add_argument("--parts", action="store_true", help="also time reading and addresses alone")
    parser.add_argument("--write", type=Path, metavar="FILE.md", help="also write the result as a page")
    wanted = parser.parse_args()
    wanted.sizes = [int(size) for size in wanted.sizes.split(",")] if wanted.sizes else [wanted.rows]
    wanted.peers = [peer for peer in wanted.peers.split(",") if peer]
    unknown = set(wanted.peers) - {*PEERS, AGAIN}
    if unknown:
        parser.error(f"no such peer: {', '.join(sorted(unknown))}")
    return wanted


def main() -> int:
    wanted = arguments()
    program = shlex.split(wanted.program)
    OUT.mkdir(exist_ok=True)
    compile_ours()
    try:
        runs = [bench(rows, wanted.rounds, program, wanted.peers) for rows in wanted.sizes]
        started = startup(program)
        page = "\n\n".join([report.page(runs, started, wanted.rounds), goals.section(runs, started)])
        if wanted.parts:
            parts = (
                read.section(read.bench(read.ROWS, wanted.rounds)),
                rules.section(rules.bench(rules.ROWS, wanted.rounds)),
                address.section(address.bench(address.TEXTS, wanted.rounds)),
            )
            page = "\n\n".join([page, *parts])
    except Stop as reason:
        print(reason, file=sys.stderr)
        return 1
    print(page)
    if wanted.write:
        wanted.write.write_text(page + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
