"""A participant at home: on a phone that others use too, tired, and with or without internet."""

from __future__ import annotations

import datetime
import functools
import gzip
import http.server
import shutil
import threading
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from posixpath import dirname, normpath
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Response, expect

from builder.site.last_look import links_in
from builder.site.offline import CARRIED, finish_offline
from builder.views.page import Calls, HelpWay, Site, SiteChrome
from tests.project import ROOT
from tests.whole.conftest import Visit, assert_accessible

pytestmark = pytest.mark.slow

HANDOUT = "participants/cbt/first-thought/thought-log/"
TRACK = "participants/tracks/evening/"
FIRST_FIELD = "Day 1, What happened"
A_VOICE = """
window.spoken = [];
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [{ lang: "en-GB", localService: false }, { lang: "en-US", localService: LOCAL, name: "here" }],
  speak(utterance) { spoken.push(utterance); },
  cancel() {},
  addEventListener() {},
} });
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
window.sentenceEnds = (count) => { for (let i = 0; i < count; i += 1) spoken.at(-1).onend(); };
"""
"""A device that can speak, and stands still until a sentence is said to have ended."""


def nothing_is_kept(visit: Visit) -> bool:
    page = visit.page
    stored = page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0] and visit.context.cookies() == []
    caches = page.evaluate("caches.keys().then((names) => names.length)")
    workers = page.evaluate("navigator.serviceWorker.getRegistrations().then((found) => found.length)")
    return bool(stored and not caches and not workers)


# Home and my track


def test_home_asks_one_question_and_a_day_is_three_taps_away(phone: Visit) -> None:
    page = phone.to("participants/index.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("What are you here for?")
    expect(page.get_by_role("main").get_by_role("heading", level=2)).to_have_text(
        ["When is my group?", "My track", "A topic", "For family and friends", "Help now"]
    )
    page.get_by_role("main").get_by_role("link", name="Evening recovery").click()
    page.get_by_role("link", name="Week 2, Thursday").click()
    page.get_by_role("link", name="Thought log").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thought log")


def test_someone_who_missed_a_group_gets_its_pages_in_order_with_the_time_they_take(phone: Visit) -> None:
    page = phone.to("participants/index.html")
    page.get_by_role("link", name="I missed a group").click()
    page.get_by_role("link", name="Week 2, Wednesday").last.click()
    main = page.get_by_role("main")
    expect(main.get_by_text("They take about")).to_contain_text("minutes, once through")
    expect(main.get_by_text("Try at home:")).to_have_count(2)
    first = main.locator(".gw-handouts").first
    expect(first.locator("small")).to_contain_text("minutes")
    assert first.get_by_role("link", name="Print, Letter paper").first.evaluate("link => fetch(link.href).then((answer) => answer.ok)")


def test_ones_own_dates_come_from_the_day_one_began(phone: Visit) -> None:
    phone.page.clock.set_fixed_time(datetime.datetime(2027, 1, 20, 12, 0))
    page = phone.to(TRACK)
    page.get_by_text("See my own dates").click()
    before = len(phone.asked)
    page.get_by_label("My first day in group").fill("2027-01-04")
    expect(page.get_by_role("region", name="Next group")).to_contain_text("Next group: Today, 5:30 pm")
    expect(page.get_by_role("link", name="Week 3, Wednesday, Wednesday, January 20")).to_have_attribute("aria-current", "date")
    expect(page.get_by_text("From Monday, January 4 to Thursday, February 25.")).to_be_visible()
    assert page.url.endswith("/tracks/evening/#start=2027-01-04")
    assert [url for url in phone.asked[before:] if not url.endswith("icon.svg")] == []
    assert nothing_is_kept(phone)


def test_a_bookmark_keeps_the_dates_and_a_tap_takes_them_off(phone: Visit) -> None:
    phone.page.clock.set_fixed_time(datetime.datetime(2027, 1, 20, 21, 0))
    page = phone.to(f"{TRACK}#start=2027-01-06&week=2")
    expect(page.get_by_role("region", name="Next group")).to_contain_text("Thursday, January 21, 5:30 pm")
    expect(page.get_by_role("link", name="Week 1, Monday, Monday, February 22")).to_be_visible()
    page.get_by_text("See my own dates").click()
    page.get_by_role("button", name="Clear my dates").click()
    expect(page.get_by_role("region", name="Next group")).to_be_hidden()
    assert page.url.endswith("/tracks/evening/")


def test_a_day_without_group_offers_the_days_beside_it(phone: Visit) -> None:
    page = phone.to(f"{TRACK}#start=2027-01-08")
    page.get_by_text("See my own dates").click()
    expect(page.get_by_text("There is no group on a Friday in week 1.")).to_be_visible()
    page.get_by_role("button", name="Thursday, January 7").press("Enter")
    assert page.url.endswith("#start=2027-01-07")
    expect(page.get_by_label("My first day in group")).to_be_focused()


# Help and the way out


@pytest.mark.parametrize("path", ["participants/index.html", HANDOUT])
def test_the_first_tap_calls_wherever_one_has_scrolled_to(phone: Visit, path: str) -> None:
    page = phone.to(path)
    page.get_by_role("contentinfo").scroll_into_view_if_needed()
    bar = page.get_by_role("complementary", name="Need help now?")
    for name, address in (("Call 988", "tel:988"), ("Text 988", "sms:988")):
        expect(bar.get_by_role("link", name=name)).to_be_in_viewport()
        expect(bar.get_by_role("link", name=name)).to_have_attribute("href", address)


def test_leaving_goes_at_once_asks_nothing_and_does_not_come_back(phone: Visit) -> None:
    phone.context.route("https://www.weather.gov/", lambda route: route.fulfill(body="Sunny", content_type="text/plain"))
    phone.to("participants/topics/")
    page = phone.to(HANDOUT)
    dialogs: list[Dialog] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog))
    page.get_by_role("textbox", name=FIRST_FIELD).fill("My bus was late")
    page.get_by_role("link", name="Leave this page").or_(page.get_by_role("link", name="Leave")).click()
    page.wait_for_url("https://www.weather.gov/")
    assert dialogs == []
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Topics")


def test_help_says_what_leaving_cannot_do(phone: Visit) -> None:
    main = phone.to("participants/help/").get_by_role("main")
    expect(main.get_by_text("The history of this phone still shows")).to_be_visible()
    expect(main.get_by_role("link", name="another site")).to_have_attribute("href", "https://www.weather.gov/")


def test_tabs_and_history_do_not_tell_what_a_page_is_about(phone: Visit) -> None:
    page = phone.to("participants/relapse-prevention/overdose-safety/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Overdose safety and naloxone")
    expect(page).to_have_title("Group – Groupwork")


# A handout


def test_what_was_written_is_guarded_while_here_and_gone_when_left(phone: Visit) -> None:
    page = phone.to(HANDOUT)
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", agree)
    page.get_by_role("link", name="Topics").click()
    page.wait_for_url("**/topics/")
    assert asked == []
    page.go_back()
    page.get_by_role("textbox", name=FIRST_FIELD).fill("My bus was late")
    page.get_by_role("link", name="Topics").click()
    page.wait_for_url("**/topics/")
    assert asked == ["beforeunload"]
    page.go_back()
    expect(page.get_by_role("textbox", name=FIRST_FIELD)).to_have_value("")
    assert nothing_is_kept(phone)


def test_one_button_clears_everything_that_was_written(phone: Visit) -> None:
    page = phone.to("participants/cbt/fairer-thought/my-fair-sentence/")
    page.on("dialog", lambda dialog: dialog.accept())
    field = page.get_by_role("textbox", name="My sour thought, as it sounds")
    choice = page.get_by_role("group", name="Belief in the sour thought before").get_by_role("radio", name="7")
    field.fill("I always ruin it")
    choice.check()
    page.get_by_role("button", name="Clear what I wrote").press("Enter")
    expect(field).to_have_value("")
    expect(choice).not_to_be_checked()
    expect(page.get_by_role("status").filter(has_text="Cleared.")).to_be_visible()


def test_a_print_shows_all_that_was_written_and_no_buttons(phone: Visit) -> None:
    page = phone.to(HANDOUT)
    long = "My bus was late, and then I ran the whole way to work in the rain without a coat"
    page.get_by_role("textbox", name=FIRST_FIELD).fill(long)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.get_by_text(long)).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    expect(page.get_by_role("contentinfo")).to_contain_text("988")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.get_by_text(long)).to_have_count(0)


def test_text_grows_in_two_steps_and_still_fits_a_phone(phone: Visit) -> None:
    page = phone.to(HANDOUT)
    size = "parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"
    sizes = [page.evaluate(size)]
    for name in ("Larger text", "Largest text", "Normal text"):
        page.get_by_role("button", name=name).click()
        sizes.append(page.evaluate(size))
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert sizes[0] < sizes[1] < sizes[2]
    assert sizes[3] == sizes[0]


def test_a_handout_is_read_aloud_sentence_by_sentence_and_what_was_written_is_not(phone: Visit) -> None:
    phone.page.add_init_script(A_VOICE.replace("LOCAL", "true"))
    page = phone.to(HANDOUT)
    page.get_by_role("textbox", name=FIRST_FIELD).fill("My bus was late")
    page.get_by_role("button", name="Read aloud").press("Enter")
    page.evaluate("sentenceEnds(3)")
    assert page.evaluate("spoken.map(({ text }) => text)")[:4] == [
        "Thought log",
        "Between what happens and how you feel, your mind says something.",
        "Catch it, and you have a choice.",
        "A feeling can seem to come out of nowhere, but often a quick thought came first.",
    ]
    assert (
        page.evaluate("[...CSS.highlights.get('gw-spoken')][0].toString()")
        == "A feeling can seem to come out of nowhere, but often a quick thought came first."
    )
    assert page.evaluate("spoken[0].voice.name") == "here"
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Go on", exact=True).click()
    assert page.evaluate("spoken.at(-1).text") == "A feeling can seem to come out of nowhere, but often a quick thought came first."
    page.evaluate("while (spoken.length < 300 && !document.getElementById('gw-stop').hidden) sentenceEnds(1)")
    everything = " ".join(page.evaluate("spoken.map(({ text }) => text)"))
    assert "(Day 1, What happened)" in everything
    assert "My bus was late" not in everything
    assert "Need help now?" not in everything
    expect(page.get_by_role("button", name="Read aloud")).to_be_visible()
    expect(page.get_by_text("may send the words of this page")).to_be_hidden()


def test_the_voice_is_quiet_where_a_practice_marks_a_pause(phone: Visit) -> None:
    phone.page.add_init_script(A_VOICE.replace("LOCAL", "true"))
    phone.page.clock.install()
    page = phone.to("participants/mindfulness/what-it-is/two-minute-look/")
    page.get_by_role("button", name="Read aloud").click()
    while not page.evaluate("spoken.at(-1).text").startswith("Find an edge"):
        page.evaluate("sentenceEnds(1)")
        page.clock.run_for(60_000)
    page.evaluate("sentenceEnds(1)")
    quiet = page.get_by_role("button", name="Pause (quiet for 30 seconds)")
    expect(quiet).to_be_visible()
    page.clock.run_for(29_000)
    expect(quiet).to_be_visible()
    page.clock.run_for(2_000)
    assert page.evaluate("spoken.at(-1).text").startswith("When your mind goes off")
    page.evaluate("sentenceEnds(1)")
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(120_000)
    assert page.evaluate("spoken.at(-1).text").startswith("When your mind goes off"), "what was paused in the quiet stays paused"
    page.get_by_role("button", name="Go on", exact=True).click()
    assert page.evaluate("spoken.at(-1).text").startswith("After two minutes")


def test_a_voice_that_is_not_the_devices_own_is_named_as_such(phone: Visit) -> None:
    phone.page.add_init_script(A_VOICE.replace("LOCAL", "false"))
    expect(phone.to(HANDOUT).get_by_text("may send the words of this page, not yours, to the company that makes its voice")).to_be_visible()


def test_without_a_voice_nothing_is_offered(phone: Visit) -> None:
    page = phone.to(HANDOUT)
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    expect(page.get_by_role("button", name="Read aloud")).to_be_hidden()


def test_the_first_view_of_a_handout_is_small(phone: Visit) -> None:
    """What the browser asks for when nothing is kept yet, compressed as servers do: under 150 KB, fonts included."""
    answers: list[Response] = []
    phone.page.on("response", lambda answer: answers.append(answer))
    phone.to(HANDOUT).wait_for_load_state("networkidle")
    sizes = {answer.url: min(len(body), len(gzip.compress(body))) for answer in answers for body in [answer.body()]}
    assert len(sizes) > 5
    assert sum(sizes.values()) < 150_000, sizes


@pytest.mark.long
@pytest.mark.parametrize("path", [f"{TRACK}#start=2027-01-08", f"{TRACK}#start=2027-01-04", "participants/offline/#missing", HANDOUT])
def test_what_opens_is_accessible_and_fits_the_narrowest_window(visitor: Callable[[int], Visit], path: str) -> None:
    """320 pixels are a wide window at 400 %."""
    visit = visitor(320)
    visit.page.clock.set_fixed_time(datetime.datetime(2027, 1, 20, 12, 0))
    visit.page.add_init_script(A_VOICE.replace("LOCAL", "false"))
    page = visit.to(path)
    page.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))")
    if path == HANDOUT:
        page.get_by_role("button", name="Read aloud").click()
        page.get_by_role("button", name="Larger text").click()
    assert_accessible(page, 320)


# Without internet


def test_nothing_is_kept_before_someone_asks(phone: Visit) -> None:
    for path in ("participants/index.html", HANDOUT, TRACK, "participants/offline/"):
        phone.to(path).wait_for_load_state("networkidle")
        assert nothing_is_kept(phone)
    assert [url for url in phone.asked if not url.startswith((phone.base, "data:"))] == []


def test_a_track_is_kept_when_asked_read_without_internet_and_taken_off_again(phone: Visit) -> None:
    page = phone.to(TRACK)
    page.get_by_text("Use this track without internet").click()
    expect(page.get_by_role("status").filter(has_text="MB.")).to_be_visible()
    assert nothing_is_kept(phone)
    page.get_by_role("button", name="Keep this track on this phone").press("Enter")
    expect(page.get_by_text("Done. These pages open without internet now.")).to_be_visible()
    phone.context.set_offline(True)
    page = phone.to(HANDOUT)
    expect(page.get_by_role("heading", level=1)).to_have_text("Thought log")
    expect(page.get_by_role("button", name="Larger text")).to_be_visible()
    page.get_by_role("link", name="Topics").click()
    expect(page.get_by_text("There is no internet right now")).to_be_visible()
    expect(page.get_by_role("complementary").get_by_role("link", name="Call 988", exact=True)).to_be_visible()
    phone.context.set_offline(False)
    phone.to("participants/topics/cravings/")
    assert page.evaluate("caches.match(location.href)") is None
    page = phone.to(TRACK)
    page.get_by_text("Use this track without internet").click()
    page.get_by_role("button", name="Remove it from this phone").click()
    expect(page.get_by_text("Gone from this phone.")).to_be_visible()
    assert nothing_is_kept(phone)


def test_pages_that_are_just_being_written_are_not_offered_to_keep(phone: Visit) -> None:
    """`groupwork serve` puts a script of its own into each page."""
    served = urllib.request.urlopen(f"{phone.base}/{TRACK}").read().decode()
    body = served.replace("</body>", '<script src="/__groupwork/panel.js"></script></body>')
    phone.context.route(f"{phone.base}/{TRACK}", lambda route: route.fulfill(body=body, content_type="text/html"))
    page = phone.to(TRACK)
    expect(page.get_by_text("See my own dates")).to_be_visible()
    expect(page.get_by_text("Use this track without internet")).to_be_hidden()


@pytest.fixture
def changing_site(site: Path, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A copy of the participants' site that a test may publish anew, and where it is served."""
    folder = shutil.copytree(site / "participants", tmp_path / "participants", ignore=shutil.ignore_patterns("*.pdf", "*.docx", "*.epub", "*.zip"))
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_port}/participants"
    server.shutdown()
    server.server_close()


def published_anew(folder: Path) -> None:
    calls = Calls(emergency=HelpWay("911", "tel:911"), lines=(), sayings=())
    chrome = SiteChrome(
        name="Groupwork",
        tagline="",
        emergency="",
        calls=calls,
        quick={},
        notice="",
        review="",
        help=(),
        help_path="help",
        contact=(),
        help_in_print=True,
    )
    finish_offline(folder, Site(name="participants", chrome=chrome, pages=(), nav=()), ROOT / "templates")


def test_what_is_kept_is_fetched_anew_when_the_site_changes(browser: Browser, changing_site: tuple[Path, str]) -> None:
    folder, base = changing_site
    context = browser.new_context(viewport={"width": 360, "height": 760})
    page = context.new_page()
    page.goto(f"{base}/tracks/evening/")
    page.get_by_text("Use this track without internet").click()
    page.get_by_role("button", name="Keep this track on this phone").click()
    expect(page.get_by_text("Done. These pages open without internet now.")).to_be_visible()
    handout = folder / "cbt/first-thought/thought-log/index.html"
    handout.write_text(handout.read_text(encoding="utf-8").replace("You do not have to fix", "Nobody has to fix"), encoding="utf-8")
    published_anew(folder)
    page.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.getRegistration();
          const taken = new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve));
          await registration.update();
          await taken;
        }"""
    )
    context.set_offline(True)
    page.goto(f"{base}/cbt/first-thought/thought-log/")
    expect(page.get_by_text("Nobody has to fix the thought today, because catching it is enough.")).to_be_visible()
    assert len(page.evaluate("caches.keys()")) == 2
    context.close()


@pytest.fixture
def carried(site: Path, tmp_path: Path, browser: Browser) -> Iterator[tuple[Page, str, list[str]]]:
    """The one file, unpacked and opened from its folder; what the browser has to say about it is collected."""
    with zipfile.ZipFile(site / "participants" / CARRIED) as archive:
        archive.extractall(tmp_path)
    context: BrowserContext = browser.new_context(viewport={"width": 360, "height": 760})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page, (tmp_path / CARRIED.removesuffix(".zip")).as_uri(), said
    context.close()


def test_the_one_file_opens_from_a_folder_and_every_page_leads_on(carried: tuple[Page, str, list[str]]) -> None:
    page, base, said = carried
    page.goto(f"{base}/index.html")
    assert page.evaluate("document.fonts.ready.then(() => [...document.fonts].some(({ status }) => status === 'loaded'))")
    page.get_by_role("main").get_by_role("link", name="Evening recovery").click()
    page.get_by_text("See my own dates").click()
    page.get_by_label("My first day in group").fill("2027-01-04")
    expect(page.get_by_text("From Monday, January 4")).to_be_visible()
    page.get_by_role("link", name="Week 2, Thursday").click()
    page.get_by_role("link", name="Thought log").first.click()
    page.get_by_role("textbox", name=FIRST_FIELD).fill("My bus was late")
    page.get_by_role("button", name="Larger text").click()
    assert said == []


def test_every_address_in_the_one_file_leads_to_a_file_in_it(site: Path) -> None:
    with zipfile.ZipFile(site / "participants" / CARRIED) as archive:
        held = set(archive.namelist())
        pages = {name: archive.read(name).decode() for name in held if name.endswith(".html")}
    assert len(pages) > 200
    led = {(name, address) for name, page in pages.items() for _, address, _ in links_in(page) if not urlsplit(address).scheme}
    lost = {
        (name, address)
        for name, address in led
        if normpath(f"{dirname(name)}/{urlsplit(address).path}" if urlsplit(address).path else name) not in held
    }
    assert lost == set()


def test_the_one_file_is_searched_without_a_server(carried: tuple[Page, str, list[str]]) -> None:
    page, base, said = carried
    page.goto(f"{base}/search/index.html?q=thought+log")
    page.get_by_role("link", name="Thought log").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("hought")
    page.go_back()
    assert page.url.endswith("/search/index.html")
    for words, count, help_first in (("qqqq", "Nothing with qqqq", False), ("suicide", "", True)):
        page.get_by_label("What are you looking for?").fill(words)
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").filter(has_text=count)).to_be_visible()
        expect(page.get_by_role("region", name="Who can help now")).to_be_visible(visible=help_first)
    assert said == []


def test_the_page_that_offers_the_file_says_how_large_it_is(phone: Visit, site: Path) -> None:
    page = phone.to("participants/offline/")
    size = (site / "participants" / CARRIED).stat().st_size
    expect(page.get_by_text(f"ZIP, {size / 1_000_000:.1f} MB")).to_be_visible()


# Without scripts


def test_without_scripts_a_participant_still_reads_follows_and_finds_what_was_missed(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 760})
    page = context.new_page()
    page.goto(f"{address}/participants/")
    page.get_by_role("link", name="I missed a group").click()
    page.locator("a[href*='evening/week-2-thu']").last.click()
    page.get_by_role("link", name="Thought log").first.click()
    expect(page.get_by_role("textbox", name=FIRST_FIELD)).to_be_visible()
    expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("link", name="Leave")).to_have_attribute("href", "https://www.weather.gov/")
    page.get_by_text("Get it as a file").click()
    expect(page.get_by_role("link", name="Fill in on a screen", exact=True)).to_be_visible()
    context.close()
