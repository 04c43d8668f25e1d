"""`groupwork doctor URL` and what people get: how servers keep, refuse and name things, and what a policy lets happen."""

from __future__ import annotations

import pytest

from builder.doctor.asking import Asker, Reply
from builder.doctor.look_pages import kinds_are_right, nothing_is_kept_too_long, nothing_lies_about, pages_stand
from builder.doctor.look_safety import headers_are_sent
from builder.doctor.place import Location, spread
from builder.pages.policy import HEADERS, sent_policy
from tests.doctored import Change, Sent
from tests.project import TODAY
from tests.test_doctor import Answers, at, everywhere, looked_at
from tests.test_policy import SITES, TEMPLATES

pytestmark = pytest.mark.slow

# How long it is kept

MONDAY, AN_HOUR_LATER, LONG_BEFORE = (f"Mon, 30 Nov 2026 {hour}:00:00 GMT" for hour in ("10", "11", "01"))


@pytest.mark.parametrize(
    "headers",
    [
        {"cache_control": "no-cache"},
        {"cache_control": "no-store", "expires": "Thu, 31 Dec 2099 00:00:00 GMT"},
        {"cache_control": "max-age=600", "expires": "Thu, 31 Dec 2099 00:00:00 GMT"},
        {"cache_control": "", "expires": AN_HOUR_LATER, "date": MONDAY},
        {"cache_control": "public", "expires": LONG_BEFORE, "date": MONDAY},
        {"cache_control": "", "expires": "0"},
        {"cache_control": "", "expires": "Mon, 99 Nov 99999 10:00:00 GMT"},
    ],
)
def test_what_is_asked_for_again_within_an_hour_is_not_kept_too_long(headers: dict[str, str]) -> None:
    assert looked_at(everywhere(**headers), nothing_is_kept_too_long) == ()


def test_it_says_whether_browsers_guess_or_are_told() -> None:
    (guessed,) = looked_at(at("help/", cache_control=""), nothing_is_kept_too_long)
    assert "browsers guess" in guessed.message
    (told,) = looked_at(at("help/", cache_control="", expires=AN_HOUR_LATER, date=LONG_BEFORE), nothing_is_kept_too_long)
    assert "36,000 seconds" in told.message


# Servers that refuse HEAD


class _NoHead(Asker):
    """As a server that refuses to tell of a file without giving it."""

    def __init__(self, status: int):
        super().__init__(seconds=90, whole=900)
        self._status = status

    def ask(self, address: str, method: str = "GET", **headers: str) -> Reply:
        return Reply(address, self._status, {}, b"") if method == "HEAD" else super().ask(address, method, **headers)


@pytest.mark.parametrize("status", [400, 401, 403, 405, 500, 501])
def test_where_head_is_refused_a_file_is_asked_for_itself(status: int) -> None:
    assert looked_at(look=pages_stand, asker=_NoHead(status)) == ()
    assert [sign.code for sign in looked_at(at("offline/", status=403), pages_stand, _NoHead(status))] == ["link-lost"]
    assert [sign.code for sign in looked_at(at("sw.js", content_type="text/plain"), kinds_are_right, _NoHead(status))] == ["type"]


# Hosts that have a page for everything


def for_everything(*begins: str) -> Change:
    """An application that has a page for all addresses that begin so, and is none of ours."""
    return lambda path, sent: Sent(200, {"Content-Type": "text/html"}, b"<h1>An app</h1>") if path.startswith(begins) else sent


@pytest.mark.parametrize("begins", [("//",), ("../",), ("//", "../")])
def test_a_page_for_everything_is_nothing_that_lies_about(begins: tuple[str, ...]) -> None:
    change = for_everything(*begins)
    assert looked_at(change, nothing_lies_about) == ()
    lying = at(".git/HEAD", status=200, body=b"ref: refs/heads/main")
    (sign,) = looked_at(lambda path, sent: lying(path, change(path, sent)), nothing_lies_about)
    assert (sign.code, sign.place.endswith("/participants/.git/HEAD")) == ("left-lying", True)


def test_where_the_site_has_a_page_for_everything_what_lies_above_is_still_found() -> None:
    lying = at("//.env", status=200, body=b"SECRET=1")
    (sign,) = looked_at(
        lambda path, sent: lying(path, Sent(200, sent.headers, sent.body) if sent.status == 404 and path[:1] not in "./" else sent),
        nothing_lies_about,
    )
    assert sign.place.endswith("/.env")


# Policies


def weak(policy: str) -> list[str]:
    """What is weak about a policy."""
    address = "https://harbor.example/"
    headers = {name.lower(): value for name, value in HEADERS.items()} | {"strict-transport-security": "max-age=31536000"}
    reply = Reply(address, 200, {**headers, "content-security-policy": policy}, b"")
    return [sign.message for sign in headers_are_sent(Location(Answers({address: reply}), address, TODAY))]


def test_the_policies_of_both_sites_are_not_weak() -> None:
    assert [weak(sent_policy(site, TEMPLATES)) for site in SITES] == [[], []]


RULES = ("default-src", "script-src", "script-src-elem", "style-src", "object-src", "base-uri", "form-action")
FETCHES = ("connect-src", "img-src", "font-src", "media-src", "frame-src", "child-src", "worker-src", "manifest-src")
SAFE = ("'self'", "'none'", "'nonce-cmFuZG9t' 'strict-dynamic'", "'sha256-YWJj=' 'report-sample'", "'self' 'wasm-unsafe-eval'", "")
NOT_SAFE = (
    "https://cdn.example",
    "'self' https://*",
    "*.example.org",
    "*",
    "https:",
    "cdn.example:443",
    "'self' HTTP:",
    "filesystem:",
    "'unsafe-inline'",
    "'Unsafe-Eval'",
)

HELD = ("data:", "'self' blob:")
"""Safe where a page shows something or asks for it, and not where it decides what runs."""


def with_words(directive: str, words: str) -> str:
    first = "" if directive == "default-src" else "default-src 'none'; "
    return f"{first}{directive} {words}; frame-ancestors 'none'"


@pytest.mark.long
@pytest.mark.parametrize("directive", [*RULES, *FETCHES])
def test_a_policy_that_lets_in_a_host_a_scheme_or_what_is_unsafe_is_weak(directive: str) -> None:
    safe, not_safe = ((*SAFE, *HELD), NOT_SAFE) if directive in FETCHES else (SAFE, (*NOT_SAFE, *HELD))
    assert [words for words in safe if weak(with_words(directive, words))] == []
    for words in not_safe:
        (message,) = weak(with_words(directive, words))
        assert directive in message


@pytest.mark.parametrize(("count", "most", "found"), [(0, 3, 0), (3, 3, 3), (4, 3, 2), (100, 3, 3)])
def test_a_sample_is_spread_evenly_and_has_no_more_than_it_may(count: int, most: int, found: int) -> None:
    assert len(spread([*map(str, range(count))], most)) == found
