"""`groupwork doctor` and where sites stand: several places, a page in front, by HTTP, always packed, and a folder with odd names."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest

from builder.doctor.asking import Asker, Reply
from builder.doctor.examine import examine
from builder.doctor.folder import examine_folder
from builder.doctor.look_safety import the_way_is_safe
from builder.doctor.look_staff import staff_stay_behind_a_login
from builder.doctor.place import Location, by_http, found_there
from builder.doctor.signs import Sign, as_text
from builder.pipeline import plan_place
from builder.site.place import doors_of
from builder.work.memo import Memo
from tests.doctored import Change, Sent, right, site, standing
from tests.project import TODAY
from tests.test_doctor import WORDS, Answers, at, looked_at, staffs
from tests.test_policy import TEMPLATES, files, library

pytestmark = pytest.mark.slow

# Several places: /participants/hill/ and /staff/hill/, with a page in front of each sort


def page(sent: Sent, body: bytes) -> Sent:
    return Sent(200, {**sent.headers, "Content-Type": WORDS, "Content-Encoding": ""}, body)


def of_places(login: bool) -> Change:
    def change(path: str, sent: Sent) -> Sent:
        if path.startswith("hill/"):
            return right(path.removeprefix("hill/"), "")
        if path == "" or (path == "../staff/" and not login):
            return page(sent, files()["index.html"])
        if path == "../staff/hill/" and not login:
            return page(sent, staffs("index.html"))
        return sent if login and path.startswith("../staff/") else Sent(404, sent.headers, site()["404.html"])

    return change


def of_hill(login: bool, staff: str = "", local: Path | None = None, below: str = "hill/") -> list[tuple[str, str]]:
    with standing(of_places(login)) as address:
        beside = address.removesuffix("participants/")
        found = found_there(Asker(seconds=90), f"{address}{below}", TODAY, local, f"{beside}{staff}" if staff else "")
        return [(sign.code, sign.place.removeprefix(beside)) for sign in staff_stay_behind_a_login(found)]


@pytest.mark.parametrize("staff", ["", "staff/", "staff/hill/"])
def test_the_staff_site_of_one_of_several_places_is_looked_at(staff: str) -> None:
    assert of_hill(login=True, staff=staff) == []
    assert of_hill(login=False, staff=staff) == [("staff-open", "staff/hill/")]


def test_a_place_is_known_by_what_was_built_here_too(tmp_path: Path) -> None:
    local = tmp_path / "site/hill/participants"
    local.mkdir(parents=True)
    assert of_hill(login=False, staff="staff/", local=local, below="") == [("staff-open", "staff/hill/")]


# The page in front


def in_front(shown: bytes, then: Change = lambda path, sent: sent) -> tuple[list[Sign], str]:
    with standing(lambda path, sent: then(path, page(sent, shown) if path == "" else sent)) as address:
        return [*examine(address, TODAY, None, "", Asker(seconds=90, whole=900))], address


def test_the_page_in_front_is_told_by_one_sign_that_says_which_address_to_give() -> None:
    one = dict(doors_of({"": library()}, [plan_place(library(), TODAY, Memo())], TEMPLATES))["index.html"]()
    for shown, names in ((one, ["participants"]), (files()["index.html"], ["harbor", "hill"])):
        signs, address = in_front(shown)
        assert [(sign.code, sign.place) for sign in signs] == [("no-site", address)], as_text(signs)
        assert signs[0].message.partition(": give ")[2].removeprefix("one of ") == ", ".join(f"{address}{name}/" for name in names)


@pytest.mark.parametrize("shown", [b"<h1>Welcome to nginx!</h1>", None])
def test_where_no_site_stands_staffs_is_looked_at_all_the_same(shown: bytes | None) -> None:
    for path in ("staff/", "hill/staff/" if shown is None else "../staff/"):
        signs, _ = in_front(shown or files()["index.html"], at(path, status=200, body=lambda: staffs("index.html"), content_type=WORDS))
        assert [sign.code for sign in signs] == ["no-site", "staff-open"], as_text(signs)


# By HTTP


PAGE = Reply("", 200, {"content-type": WORDS}, b'<p class="gw-lead">')
LEADS = Reply("http://harbor.example/", 301, {"location": "https://harbor.example/"}, b"")
ASKS = Reply("", 401, {}, b"")


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"/": LEADS, "/x/": PAGE}, [("no-https", "/x/")]),
        ({"/": LEADS, "/x/": LEADS, "/x/help/": PAGE}, [("no-https", "/x/help/")]),
        ({"/": ASKS, "/x/": LEADS, "/x/help/": PAGE}, [("no-https", "/x/help/")]),
        ({"/": LEADS, "/x/": LEADS, "/x/help/": LEADS, "/staff/": ASKS}, [("http-stays", "/staff/")]),
        ({"/": LEADS, "/x/": LEADS, "/x/help/": LEADS, "/staff/": LEADS}, []),
    ],
)
@pytest.mark.parametrize("host", ["harbor.example", "[2001:db8::1]"])
def test_what_http_gives_of_a_site_is_looked_at(answers: dict[str, Reply], told: list[tuple[str, str]], host: str) -> None:
    asker = Answers({f"http://{host}{path}": reply for path, reply in answers.items()}, ends=4e9)
    location = Location(asker, f"https://{host}/x/", TODAY, staff=f"https://{host}/staff/")
    assert [(sign.code, sign.place) for sign in the_way_is_safe(location)] == [(code, f"http://{host}{path}") for code, path in told]


def test_the_staffs_site_is_asked_by_http_at_a_number_too() -> None:
    bare = "http://[2001:db8::1]/"
    asker = Answers({bare: Reply(bare, 200, {"content-type": WORDS}, staffs("index.html"))})
    found = staff_stay_behind_a_login(Location(asker, "https://harbor.example/", TODAY, staff="https://[2001:db8::1]:8443/"))
    assert (by_http("https://[2001:db8::1]:8443/"), next(sign.place for sign in found)) == (bare, bare)


def test_what_leads_from_http_to_where_it_is_looked_at_is_not_asked_for_twice() -> None:
    asked = []

    class Counted(Asker):
        def ask(self, address: str, method: str = "GET", **headers: str) -> Reply:
            asked.append(address)
            return Reply(address, 301, {"location": f"https{address[4:]}"}, b"") if address.startswith("http:") else Reply(address, 401, {}, b"")

    location = Location(Counted(), "https://harbor.example/hill/", TODAY, staff="https://staff.example/")
    assert [*staff_stay_behind_a_login(location)] == []
    assert len(asked) == len(set(asked)) > 60


# Always packed


def always(path: str, sent: Sent) -> Sent:
    """What `gzip_static always` sends, whatever a browser takes."""
    return (
        sent
        if "Content-Encoding" in sent.headers or not sent.body
        else Sent(sent.status, {**sent.headers, "Content-Encoding": "gzip"}, gzip.compress(sent.body))
    )


def test_a_server_that_always_packs_is_read_as_a_browser_reads_it() -> None:
    assert looked_at(always) == ()
    opened = at("../staff/", status=200, body=lambda: staffs("index.html"), content_type=WORDS)
    signs = looked_at(lambda path, sent: always(path, opened(path, sent)))
    assert {sign.code for sign in signs} == {"staff-open"}


# A folder


def test_a_session_may_be_called_staff(tmp_path: Path) -> None:
    for name, content in {"catalogue.json": b'{"site": "participants"}', "sleep/staff/index.html": site()["help/index.html"]}.items():
        (tmp_path / "site/participants" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site/participants" / name).write_bytes(content)
    copy = Path(shutil.copytree(tmp_path / "site/participants", tmp_path / "public"))
    assert examine_folder(copy, tmp_path) == ()
    (copy / "sleep/staff/index.html.gz").write_bytes(gzip.compress(site()["help/index.html"]))
    assert examine_folder(copy, tmp_path) == ()
    (copy / "sleep/staff/notes.txt").write_text("x", encoding="utf-8")
    assert [sign.code for sign in examine_folder(copy, tmp_path)] == ["staff-inside"]
    (copy / "sleep/staff/notes.txt").unlink()
    for folder in (copy, tmp_path / "site/participants"):
        (folder / "sleep/staff/index.html").write_bytes(staffs("index.html"))
    assert {sign.code for sign in examine_folder(copy, tmp_path)} == {"staff-inside"}
