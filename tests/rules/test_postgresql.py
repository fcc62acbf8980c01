"""Every rule answers on PostgreSQL as on SQLite: a server of our own, for the length of these tests."""

import os
import shutil
import socket
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import create_engine, text
from test_examples import ALL, judged

from e911audit.rules.example import read_example
from e911audit.store import Store
from e911audit.values import Judgement

ACCOUNT = "postgres"
"""The server refuses to run for root; its Debian package brings this account."""


def programs() -> Path | None:
    """The folder of the server's programs, None where there is none."""
    told = shutil.which("pg_config")
    folder = (
        subprocess.run([told, "--bindir"], capture_output=True, text=True, check=True).stdout.strip() if told else ""
    )
    found = [Path(folder), *(Path(one).parent for one in [shutil.which("initdb")] if one)]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((one for one in found if (one / "initdb").exists()), None)


@pytest.fixture(scope="module")
def server():
    """The address of a running server."""
    home = programs()
    if home is None:
        pytest.skip("no PostgreSQL server is installed")
    with TemporaryDirectory() as folder:  # not pytest's own, which it closes to other accounts
        as_root = {"user": ACCOUNT} if os.getuid() == 0 else {}
        if as_root:
            try:
                shutil.chown(folder, ACCOUNT)
            except LookupError:
                pytest.skip(f"there is no account {ACCOUNT}, and the server does not run for root")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]

        def run(program: str, *words: str) -> None:
            command = [home / program, *words]
            done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder, **as_root)
            assert done.returncode == 0, done.stderr

        run("initdb", "-D", f"{folder}/data", "-A", "trust", "-U", ACCOUNT)
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        run("pg_ctl", "-D", f"{folder}/data", "-l", f"{folder}/log", "-o", options, "-w", "start")
        try:
            yield f"postgresql+psycopg://{ACCOUNT}@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-D", f"{folder}/data", "-m", "fast", "-w", "stop")


@pytest.fixture
def emptied(server):
    """Opens a store of this server, emptied."""
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text("drop schema public cascade"))
        connection.execute(text("create schema public"))
    engine.dispose()
    return lambda: Store.open(server)


@pytest.mark.slow
@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_bad_rows_are_found_on_postgresql(rule, emptied, tmp_path):
    outcome, _ = judged(rule, read_example(rule.bad), tmp_path, emptied)
    assert outcome.state is Judgement.FOUND, outcome
