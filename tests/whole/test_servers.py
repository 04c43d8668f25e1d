"""What `deploy/` ships, in real nginx and Caddy on this machine: nothing of the staff's without a login, the right headers, types and pages, whatever is asked for."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
import pytest

from builder.pages.kinds import KINDS, PLAIN, charset_of, ending, kind_of
from builder.pipeline import build
from builder.site.packing import pack_site
from builder.work.store import Store, file_status
from tests.guessing import LEFT, Guess
from tests.project import ROOT, TODAY, a_root, edit
from tests.serving import _NGINX, BROTLI, DEPLOY, LAYOUTS, MISSING, OPEN, PROGRAMS, SERVERS, WHY_NOT, Served, libraries, served
from tests.sites import three_sites
from tests.without_login import IN, Crawl, plain_names

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(MISSING), reason=WHY_NOT)]

PLACES = [(name, layout) for name in SERVERS for layout in LAYOUTS]
MOVED = "was: [anger/old-way]\n"


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both sites of the small curriculum, with a session that has moved, as `groupwork pack` puts them on a server."""
    folder = tmp_path_factory.mktemp("packed")
    shutil.copytree(ROOT / "tests/small/curriculum", folder / "curriculum")
    session = next((folder / "curriculum/modules/anger").glob("*/session.md"))
    edit(session, "---\n", f"---\n{MOVED}")
    root = a_root(folder / "root", folder / "curriculum")
    build(root, TODAY)
    store = Store(root / "build" / "cache")
    for name in ("participants", "staff"):
        pack_site(root, name, folder / "srv" / name, store)
    return folder / "srv"


@pytest.fixture(scope="module", params=PLACES, ids=["-".join(place) for place in PLACES])
def server(request: pytest.FixtureRequest, packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    name, layout = request.param
    with served(name, layout, tmp_path_factory.mktemp(name), packed / "participants", packed / "staff") as found:
        yield found


@pytest.fixture(scope="module")
def crawl(server: Served, packed: Path) -> Crawl:
    return Crawl(server, packed / "participants", packed / "staff")


def test_every_known_address_gives_participants_theirs_and_nobody_the_staffs_without_a_login(crawl: Crawl) -> None:
    assert crawl.known() > 400
    assert crawl.let_in(crawl.names["staff"][::5]) > 50


def test_no_guessed_address_gives_a_byte_of_the_staffs(crawl: Crawl) -> None:
    assert crawl.guessed(1000) == 1000
    kinds = {kind: count for kind, count in crawl.told.items() if not kind.startswith(("answered", "headers"))}
    assert len(kinds) >= 8
    assert min(kinds.values()) >= 125


def test_every_file_is_called_what_it_is(crawl: Crawl, server: Served) -> None:
    seen = set()
    for site, names in crawl.names.items():
        for name in {ending(name): name for name in names}.values():
            answer = server.ask(server.path(site, name), host=server.host(site), more=IN if site == "staff" else "")
            kind, _, charset = answer["content-type"].partition("; charset=")
            assert kind == kind_of(name), name
            assert charset in (charset_of(kind), "utf-8" if kind in ("application/json",) else charset_of(kind)), name
            seen.add(kind)
    assert seen >= {
        KINDS[one]
        for one in (
            "html",
            "css",
            "js",
            "mjs",
            "json",
            "svg",
            "xml",
            "csv",
            "webmanifest",
            "wasm",
            "pdf",
            "docx",
            "pptx",
            "epub",
            "zip",
            "gz",
            "png",
            "woff2",
        )
    } | {PLAIN}


def test_what_is_packed_is_sent_packed_and_is_the_same(crawl: Crawl, server: Served, packed: Path) -> None:
    looked = 0
    for name in crawl.names["participants"]:
        plain = (packed / "participants" / name).read_bytes()
        for coding, unpacked, suffix in (("gzip", gzip.decompress, ".gz"), ("br", brotli.decompress, ".br")):
            if not (packed / "participants" / f"{name}{suffix}").exists():
                continue
            answer = crawl.ask(Guess(server.path("participants", name), more=f"Accept-Encoding: {coding}\r\n", kind="packed"), OPEN)
            assert answer["content-encoding"] == coding
            assert unpacked(answer.body) == plain
            assert "accept-encoding" in answer["vary"].lower()
            looked += 1
    assert looked > 100


def test_what_is_kept_is_asked_for_again_but_for_what_a_digest_names(crawl: Crawl, server: Served) -> None:
    for name in ("index.html", "sw.js", "search-index/head.json.gz", "assets/css/groupwork.css"):
        answer = crawl.ask(Guess(server.path("participants", name), kind="kept"), OPEN)
        assert answer["cache-control"] == "public, no-cache"
        again = crawl.ask(Guess(server.path("participants", name), more=f"If-None-Match: {answer['etag']}\r\n", kind="kept"), OPEN)
        assert again.status == 304
        assert not again.body
    digests = [name for name in crawl.names["participants"] if name.startswith("search-index/") and not name.endswith("head.json.gz")]
    assert len(digests) > 5
    for name in digests:
        assert crawl.ask(Guess(server.path("participants", name), kind="kept"), OPEN)["cache-control"] == "public, max-age=31536000, immutable"
    gone = crawl.ask(Guess(server.path("participants", "search-index/0123456789ab.json.gz"), kind="kept"), OPEN)
    assert gone.status == 404
    assert "no-cache" in gone["cache-control"]


def test_what_is_not_there_is_the_sites_own_page_and_says_so(crawl: Crawl, server: Served, packed: Path) -> None:
    for site in ("participants", "staff"):
        page = (packed / site / "404.html").read_bytes()
        for name in (
            "nowhere",
            "nowhere/",
            "a/b/c.pdf",
            "assets/",
            "assets/css/",
            "search-index/",
            ".git/HEAD",
            ".env",
            "tracks/.x/",
            "index.html/x",
        ):
            answer = server.ask(server.path(site, name), host=server.host(site), more=IN if site == "staff" else "")
            assert answer.status == 404, (site, name)
            assert answer.body == page or name.startswith((".", "tracks/.")), (site, name)
            assert answer["content-type"].startswith("text/html"), (site, name)


def test_what_is_not_there_is_shown_whole_to_a_browser_that_has_been_there_before(server: Served, packed: Path) -> None:
    page = (packed / "participants" / "404.html").read_bytes()
    first = server.ask(server.path("participants", "nowhere"))
    day = "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT\r\n"
    for more in (f"If-None-Match: {first['etag'] or '*'}\r\n", "If-None-Match: *\r\n", day, "Range: bytes=0-0\r\n"):
        answer = server.ask(server.path("participants", "nowhere"), more=more)
        assert (answer.status, answer.body) == (404, page), more


def test_a_folder_leads_to_its_page_below_any_address_and_a_former_address_to_where_it_stands_now(crawl: Crawl, server: Served, packed: Path) -> None:
    moved = [
        name.removesuffix("/index.html") for name in crawl.names["participants"] if name.startswith("anger/old-way") and name.endswith("/index.html")
    ]
    assert any("." in name for name in moved), "former addresses of files too"
    for name in ("topics", "help", *moved):
        answer = crawl.ask(Guess(server.path("participants", name), kind="folder"), OPEN)
        assert answer.status in (301, 308)
        assert answer["location"] == server.path("participants", f"{name}/")
        page = crawl.ask(Guess(answer["location"], kind="folder"), OPEN)
        assert page.status == 200
        assert page["content-type"] == "text/html; charset=utf-8"
        if name in moved:
            assert b'http-equiv="refresh"' in page.body


def test_http_leads_to_https_with_the_same_headers(crawl: Crawl, server: Served) -> None:
    answer = server.ask("/a/b?c=d", plain=True)
    assert answer.status == 301
    assert answer["location"] == f"https://{OPEN}:{server.https}/a/b?c=d"
    crawl._looked_over(answer, "participants", "http")


def test_what_people_leave_lying_about_is_not_given_even_where_it_lies(packed: Path, tmp_path: Path) -> None:
    """Someone has unpacked the whole folder of the program where the participants' site stands: hidden files at least are refused."""
    untidy = tmp_path / "untidy"
    shutil.copytree(packed / "participants", untidy)
    hidden = [name for name in LEFT if name.startswith(".") and not name.endswith("/") and ".." not in name]
    for name in hidden:
        (untidy / name).parent.mkdir(parents=True, exist_ok=True)
        (untidy / name).write_text("a secret", encoding="utf-8")
    for name in SERVERS:
        (tmp_path / name).mkdir()
        with served(name, "one-host", tmp_path / name, untidy, packed / "staff") as server:
            answers = [server.ask(server.path("participants", left)) for left in hidden]
            assert len(answers) >= 8
            assert {answer.status for answer in answers} == {404}
            assert not any(b"a secret" in answer.body for answer in answers)


# Certificates


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_certificate_can_be_renewed_by_what_is_put_where_the_settings_say(layout: str, packed: Path, tmp_path: Path) -> None:
    shown = tmp_path / "acme/.well-known/acme-challenge/token"
    shown.parent.mkdir(parents=True)
    shown.write_text("token.thumbprint", encoding="utf-8")
    with served("nginx", layout, tmp_path, packed / "participants", packed / "staff", {"/var/www/acme": str(tmp_path / "acme")}) as server:
        for host in {OPEN, server.staffs_host}:
            answer = server.ask("/.well-known/acme-challenge/token", host=host, plain=True)
            assert (answer.status, answer.body) == (200, b"token.thumbprint")
            for path in ("/.well-known/acme-challenge/other", "/.well-known/acme-challenge/", "/.well-known/acme-challenge/..%2f..%2f..%2flog"):
                assert server.ask(path, host=host, plain=True).status in (400, 403, 404)
            assert server.ask("/.well-known/x", host=host, plain=True).status == 301


def test_before_the_first_certificate_nginx_starts_with_the_settings_for_it_and_not_without(tmp_path: Path) -> None:
    shutil.copytree(DEPLOY / "nginx", tmp_path / "settings")
    ends = {}
    for name in ("first-certificate", "one-host", "two-hosts"):
        main = tmp_path / "settings" / "nginx.conf"
        main.write_text(_NGINX.format(module=f"load_module {BROTLI};", workers=1, folder=tmp_path, layout=name), encoding="utf-8")
        told = subprocess.run([str(PROGRAMS["nginx"]), "-t", "-p", f"{tmp_path}/", "-c", str(main)], capture_output=True, text=True, env=libraries())
        ends[name] = (told.returncode, "cannot load certificate" in told.stderr)
    assert ends == {"first-certificate": (0, False), "one-host": (1, True), "two-hosts": (1, True)}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_caddy_takes_the_settings_alone_and_beside_other_sites_before_anyone_is_let_in(layout: str, tmp_path: Path) -> None:
    etc = tmp_path / "etc"
    shutil.copytree(DEPLOY / "caddy" / "groupwork", etc / "groupwork")
    (etc / "groupwork-staff.users").write_text("# A line for each person\n", encoding="utf-8")
    ours = (DEPLOY / "caddy" / f"{layout}.Caddyfile").read_text(encoding="utf-8")
    without_options = re.sub(r"^\{\n.*?^\}\n", "", ours, count=1, flags=re.M | re.S)
    theirs = "{\n\tservers {\n\t\ttimeouts {\n\t\t\tidle 2m\n\t\t}\n\t}\n}\n\nother.example {\n\trespond other\n}\n\n"
    for before, put in (("", ours), (theirs, without_options)):
        (etc / "groupwork.Caddyfile").write_text(put, encoding="utf-8")
        (etc / "Caddyfile").write_text(f"{before}import groupwork.Caddyfile\n", encoding="utf-8")
        command = [str(PROGRAMS["caddy"]), "adapt", "--config", str(etc / "Caddyfile"), "--adapter", "caddyfile"]
        told = subprocess.run(command, capture_output=True, text=True, env={**libraries(), "HOME": str(tmp_path)})
        assert told.returncode == 0, told.stderr
        assert ("other.example" in told.stdout, "groups.harbor.example" in told.stdout) == (bool(before), True)


# A program of several places


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("places")
    root = three_sites(folder / "root")
    build(root, TODAY, pages_only=True)
    for name in ("participants", "staff"):
        pack_site(root, name, folder / "srv" / name, Store(root / "build" / "cache"))
    return folder / "srv"


@pytest.mark.parametrize(("name", "layout"), PLACES)
def test_of_several_places_the_first_page_leads_to_each_and_a_mistyped_address_shows_every_crisis_line(
    name: str, layout: str, places: Path, tmp_path: Path
) -> None:
    with served(name, layout, tmp_path, places / "participants", places / "staff") as server:
        first = server.ask(server.path("participants"))
        assert first.status == 200
        led = [there for there in re.findall(r'href="([a-z][^":]*)"', first.body.decode()) if there]
        assert len(led) > 7
        assert {server.ask(server.path("participants", there)).status for there in led} == {200}
        for missing in ("helpp", "harbour/help/", "harbor/helpp/", "x.pdf"):
            answer = server.ask(server.path("participants", missing))
            assert (answer.status, answer["content-type"]) == (404, "text/html; charset=utf-8")
            for line in ('href="tel:911"', 'href="tel:555-0191"', 'href="tel:988"', 'href="sms:988"', 'href="hill/help/index.html"'):
                assert line in answer.body.decode(), (missing, line)


# Your own sign-in: oauth2-proxy stands between; what answers in its place here says yes to one cookie


RENEWED = "__Host-groupwork_staff=new; Path=/; HttpOnly; Secure; SameSite=Lax"


class _SignIn(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        knows = "in=1" in self.headers.get("Cookie", "")
        self.send_response(200 if self.path.startswith("/oauth2/callback") else 202 if knows else 401)
        if self.path.startswith("/oauth2/callback"):
            for part in range(4):
                self.send_header("Set-Cookie", f"part_{part}={'x' * 4000}")
        elif knows:
            self.send_header("Set-Cookie", RENEWED)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def signing_in() -> Iterator[int]:
    there = ThreadingHTTPServer(("127.0.0.1", 0), _SignIn)
    threading.Thread(target=there.serve_forever, daemon=True).start()
    yield there.server_port
    there.shutdown()
    there.server_close()


def with_sign_in(port: int) -> dict[str, str]:
    """The settings with the lines of your own sign-in, as their remarks say."""
    return {
        "127.0.0.1:4180": f"127.0.0.1:{port}",
        "include groupwork/server.conf;": "include groupwork/server.conf;\n    include groupwork/oidc.conf;",
        "include groupwork/staff-basic.conf;": "include groupwork/staff-oidc.conf;",
        "# With your own sign-in": "import groupwork_oidc\n\t# With your own sign-in",
        "import groupwork_staff_basic": "import groupwork_staff_oidc",
    }


@pytest.mark.long
@pytest.mark.parametrize(("name", "layout"), PLACES)
def test_staff_come_in_by_their_own_sign_in_and_nobody_when_it_does_not_answer(name: str, layout: str, packed: Path, tmp_path: Path) -> None:
    with signing_in() as port, served(name, layout, tmp_path, packed / "participants", packed / "staff", with_sign_in(port)) as server:
        crawl = Crawl(server, packed / "participants", packed / "staff")
        asked = [name for name in crawl.names["staff"] if name.endswith(".html")][:30]
        for page in asked:
            at = server.path("staff", page)
            refused = crawl.ask(Guess(at, kind="sign-in"), server.staffs_host)
            assert refused.status == 302
            assert refused["location"] == f"/oauth2/start?rd={at}"
            let_in = server.ask(at, host=server.staffs_host, more="Cookie: in=1\r\n")
            assert (let_in.status, let_in.body) == (200, (packed / "staff" / page).read_bytes())
            crawl._looked_over(let_in, "staff", page)
            assert let_in["set-cookie"] == (RENEWED if name == "nginx" else ""), "Caddy passes none on, and the settings need none"
        back = server.ask("/oauth2/callback?code=x", host=server.staffs_host)
        assert back.status == 200, "what a sign-in says in its headers is large"
        assert len(asked) == 30
        crawl.guessed(200)
        assert server.ask(server.path("participants", "help/")).status == 200
    gone = with_sign_in(9)
    (tmp_path / "gone").mkdir()
    with served(name, layout, tmp_path / "gone", packed / "participants", packed / "staff", gone) as server:
        crawl = Crawl(server, packed / "participants", packed / "staff")
        for page in asked:
            answer = server.ask(server.path("staff", page), host=server.staffs_host, more="Cookie: in=1\r\n")
            assert answer.status in (500, 502)
            assert len(answer.body) < 600
        assert server.ask(server.path("participants", "help/")).status == 200


def test_what_is_packed_is_all_of_a_site_and_nothing_else(packed: Path) -> None:
    root = packed.parent / "root" / "site"
    for site in ("participants", "staff"):
        assert plain_names(packed / site) == sorted(file_status(root / site))
        assert json.loads((packed / site / "catalogue.json").read_text(encoding="utf-8"))["site"] == site
