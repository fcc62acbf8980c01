"""A geocoder on this machine: a real HTTP server that answers as Nominatim does, or misbehaves as told."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

ADDRESSES = {
    "100 CONGRESS AVE, AUSTIN, TX 78701, USA": (
        30.26345,
        -97.74468,
        "100, Congress Avenue, Downtown, Austin, Travis County, Texas, 78701, United States",
    ),
    "8 ELM ST, TULSA, OK 74103, USA": (
        36.15398,
        -95.99277,
        "Elm Street, Tulsa, Tulsa County, Oklahoma, 74103, United States",
    ),
    "5 OAK ST, DAYTON, OH 45402, USA": (
        39.75895,
        -84.19161,
        "5, Oak Street, Dayton, Montgomery County, Ohio, 45402, United States",
    ),
}


class FakeNominatim(ThreadingHTTPServer):
    """Remembers what it was asked; ``troubles`` are statuses that it answers with before it answers well."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked = []
        self.agents = set()
        self.troubles = []
        self.slow = threading.Event()
        self.released = threading.Event()

    def handle_error(self, *_):
        """Say nothing of a client that went away."""

    @property
    def domain(self):
        return f"127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        query = parse_qs(urlsplit(self.path).query)["q"][0]
        self.server.asked.append(query)
        self.server.agents.add(self.headers["User-Agent"])
        if self.server.slow.is_set():
            self.server.released.wait(30)
        status = self.server.troubles.pop(0) if self.server.troubles else 200
        found = ADDRESSES.get(query)
        answer = [{"lat": str(found[0]), "lon": str(found[1]), "display_name": found[2]}] if found else []
        body = json.dumps(answer if status == 200 else {"error": "no"}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(autouse=True)
def direct(monkeypatch):
    """No proxy between the tests and this machine."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def nominatim():
    """The fake server, running."""
    server = FakeNominatim()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.released.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def sites(write_csv):
    """Three sites with coordinates, one without, one with a post box."""
    return write_csv(
        "sites.csv",
        [
            ["Site Code", "Street Address", "City", "State", "ZIP", "Latitude", "Longitude"],
            ["HQ", "100 Congress Ave, Suite 200", "Austin", "TX", "78701", "30.28345", "-97.74468"],
            ["DEPOT", "8 Elm St", "Tulsa", "OK", "74103", "36.15498", "-95.99277"],
            ["SHOP", "1 Nowhere Ln", "Tulsa", "OK", "74103", "36.15598", "-95.99277"],
            ["HOME", "12 Secret Ct", "Tulsa", "OK", "74103", "", ""],
            ["BOX", "PO Box 12", "Tulsa", "OK", "74103", "36.15598", "-95.99277"],
        ],
    )
