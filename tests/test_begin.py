"""`groupwork init`: what it writes is whole, sound and safe, and where it cannot be, nothing is written."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner, Result

from builder import __version__, installed
from builder.begin.answers import BeginError, ProgramAnswers, defaults, offered, wrong_with
from builder.begin.files import FORMS, as_markdown, first_files, quoted
from builder.begin.landing import begin, name_of_track, refuse_folder
from builder.cli import main
from builder.commands import init
from builder.load.entry import page_source
from builder.load.layers import layers_of, texts_of
from builder.load.library import load_library
from builder.model.lock import LOCK
from builder.model.schemas import schema
from tests.project import TODAY
from tests.test_schemas import as_editors_see, misfits
from tests.trees import findings_of

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("remembered")]

NEEDED = ("--name", "Harbor", "--address", "https://harbor.example/participants")
ODD = [
    'Harbor: "Föhr" #1',
    "'Tis {a} [b] & <c> | d",
    "- yes",
    "null",
    "@home %1 *two* `three`",
    "Día a día: ¿qué?",
    "2027-01-31",
    "O'Neill \\ Sons ---",
]


def run(*arguments: str, answers: str | None = None) -> Result:
    result = CliRunner().invoke(main, ["--today", str(TODAY), "init", *arguments], input=answers)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program begun over the real library with nobody to ask."""
    folder = tmp_path_factory.mktemp("begun") / "deep" / "harbor"
    result = run(str(folder), *NEEDED)
    assert result.exit_code == 0, result.output
    return folder


def files_of(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()}


# what is written


@pytest.mark.long
def test_a_new_program_has_no_error_and_shows_every_session_of_the_library(program: Path) -> None:
    library = load_library(program)
    assert [str(one.place) for one in findings_of(program) if one.is_error] == []
    assert len(library.sessions) == len(load_library(installed.LIBRARY.parent).sessions)
    assert [track.id for track in library.tracks] == ["mornings"]
    assert (library.program.meta.name, library.program.meta.address) == ("Harbor", "https://harbor.example/participants")


def test_nothing_of_the_library_is_copied(program: Path) -> None:
    ours = texts_of(program / "curriculum")
    assert sorted(ours) == ["program.yml", "tracks/mornings.md"]
    assert not set(ours.values()) & set(texts_of(installed.LIBRARY).values())


def test_everything_that_is_written_can_be_read_as_what_it_is(program: Path) -> None:
    read: dict[str, Callable[[str], object]] = {".json": json.loads, ".yml": yaml.safe_load, ".lock": yaml.safe_load}
    seen = [read[Path(name).suffix](text) for name, text in files_of(program).items() if Path(name).suffix in read]
    assert len(seen) > 20
    assert all(isinstance(one, dict) and one for one in seen)
    assert layers_of(program).lock is not None
    assert all("[[" not in text and text.endswith("\n") and "\r" not in text for name, text in files_of(program).items() if name in FORMS)
    assert set(FORMS) < set(files_of(program))


def test_editors_find_a_schema_for_each_file_and_the_files_fit_it(program: Path) -> None:
    settings = json.loads((program / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    remark = json.loads((program / ".remarkrc.json").read_text(encoding="utf-8"))["plugins"][1][1]["schemas"]
    assert all((program / name).is_file() for name in (*settings, *remark))
    assert settings["./curriculum/schemas/program.json"] == "curriculum/program.yml"
    data = yaml.safe_load((program / "curriculum/program.yml").read_text(encoding="utf-8"))
    assert list(misfits(data, schema("program", over=True), schema("program", over=True))) == []
    track = page_source((program / "curriculum/tracks/mornings.md").read_text(encoding="utf-8"), "mornings.md").marks.data
    assert list(misfits(as_editors_see(track), schema("track"), schema("track"))) == []


def test_what_is_commented_out_in_program_yml_can_be_said(program: Path, tmp_path: Path) -> None:
    """With the # taken away, each of the examples has a key that is known and fits."""
    text = (program / "curriculum/program.yml").read_text(encoding="utf-8")
    lines = [line.removeprefix("# ") for line in text.splitlines()[1:] if re.match(r"# ( +)?[\w\"'-]+:( |$)", line)]
    said = yaml.safe_load("\n".join(lines))
    assert set(said) == {"tagline", "staff_address", "contact", "on_duty", "checked_here", "tracks", "exclude", "look", "rules"}
    assert len(said["checked_here"]) == len(load_library(program).program.meta.crisis_lines)
    said["checked_here"] = dict.fromkeys(said["checked_here"], "2027-01-31")
    whole = schema("program", over=True)
    assert list(misfits(said | {"name": "H", "address": "https://h.example"}, whole, whole)) == []


def test_a_problem_stands_at_its_line_in_an_editor(program: Path) -> None:
    task = json.loads((program / ".vscode/tasks.json").read_text(encoding="utf-8"))["tasks"][0]
    pattern = task["problemMatcher"]["pattern"]
    found = re.fullmatch(pattern["regexp"], "curriculum/tracks/mornings.md:18:47: warning[builds-on-order]: week 1 uses 'x': y")
    assert found
    parts = [found[pattern[key]] for key in ("file", "line", "column", "severity", "code", "message")]
    assert parts == ["curriculum/tracks/mornings.md", "18", "47", "warning", "builds-on-order", "week 1 uses 'x': y"]
    assert not re.fullmatch(pattern["regexp"], "  hint: swap them if you can; it helps, but it is not required")


def commands_in(program: Path) -> Iterator[list[str]]:
    for text in files_of(program).values():
        for found in re.finditer(r"(?:^|[`\" ])groupwork ((?:[a-z]+)(?: +(?:--?[a-z-]+|[a-z]+(?:[/-][a-z-]+)*|-[a-z]))*)", text, re.MULTILINE):
            yield found[1].split("#")[0].split()


def test_every_command_that_is_named_is_one(program: Path) -> None:
    named = [words for words in commands_in(program) if words[0] in main.commands or len(words) > 1]
    context = click.Context(main)
    for name, *rest in named:
        command = main.get_command(context, name)
        assert command is not None, f"groupwork {name}"
        known = {flag for parameter in command.params for flag in parameter.opts}
        assert {word for word in rest if word.startswith("--")} <= known, (name, rest)
    assert {"check", "build", "serve", "take", "leave", "new", "update", "schemas"} <= {name for name, *_ in named}
    assert [1 for name, *rest in named if name == "check" and rest[:2] == ["--format", "github"]]


def test_of_the_two_sites_the_participants_alone_goes_to_the_pages(program: Path) -> None:
    """What `pack` copies and `doctor` refuses is told by tests/test_pack.py."""
    github = yaml.safe_load((program / ".github/workflows/groupwork.yml").read_text(encoding="utf-8"))
    steps = [step for job in github["jobs"].values() for step in job["steps"]]
    (pages,) = [step for step in steps if "upload-pages-artifact" in step.get("uses", "")]
    (kept,) = [step for step in steps if "actions/upload-artifact" in step.get("uses", "")]
    runs = [step["run"] for step in steps if "run" in step]
    assert runs[-2:] == ["groupwork pack public", 'groupwork doctor "$PUBLISHED"']
    assert github["env"] == {"PUBLISHED": "public"}
    assert pages["with"] == {"path": "${{ env.PUBLISHED }}"}
    assert kept["if"] == "github.event.repository.private"
    assert all("vars.PUBLISH == 'yes'" in one["if"] for one in (pages, github["jobs"]["publish"]))
    gitlab = yaml.safe_load((program / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    assert gitlab["build"]["script"][-1] == "groupwork pack public"
    assert gitlab["pages"]["script"][-1] == "groupwork doctor public"
    assert gitlab["pages"]["artifacts"] == {"paths": ["public"]}
    assert gitlab["build"]["artifacts"]["access"] == "developer"
    assert '$PUBLISH == "yes"' in gitlab["pages"]["rules"][0]["if"]


def test_the_version_that_is_pinned_is_this_one(program: Path) -> None:
    lines = (program / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == [f"groupwork=={__version__}"]


@pytest.mark.parametrize("name", ODD)
def test_a_name_is_read_back_as_it_was_given_whatever_it_holds(name: str) -> None:
    choices = offered()
    answers = ProgramAnswers(name=name, address="https://harbor.example", phone=name, population=choices.population)
    files = first_files(answers, "mornings", choices)
    data = yaml.safe_load(files["curriculum/program.yml"])
    assert (data["name"], data["contact"]) == (name, {"phone": name})
    assert yaml.safe_load(quoted(name)) == name
    assert wrong_with({"address": defaults(choices, name)["address"]}, choices) == {}
    assert re.sub(r"\\(?=[^\w\s])", "", as_markdown(name)) == name.replace("\\", "") or "\\" in name


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.parametrize("population", offered().populations)
def test_the_first_track_is_without_an_error_for_everyone_in_the_library(population: str, tmp_path: Path) -> None:
    answers = ProgramAnswers(name="Harbor", address="https://harbor.example", population=population)
    begun = begin(tmp_path / "harbor", answers, offered(), TODAY, lambda line: None)
    assert not [one for one in begun.findings if one.is_error]
    assert begun.track.endswith("Standards: adult-iop met.")


@pytest.mark.long
@pytest.mark.slow
def test_a_new_program_is_built_at_once(program: Path, tmp_path: Path) -> None:
    shutil.copytree(program, tmp_path / "harbor")
    result = CliRunner().invoke(main, ["--root", str(tmp_path / "harbor"), "--today", str(TODAY), "build", "--pages-only", "--quiet"])
    assert (result.exit_code, result.output) == (0, "")
    page = (tmp_path / "harbor/site/participants/index.html").read_text(encoding="utf-8")
    assert "Harbor" in page


# who is asked, and what is refused


@pytest.mark.long
def test_whoever_sits_at_a_terminal_is_asked_until_the_answer_can_be_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(init, "at_a_terminal", lambda: True)
    answers = ["harbor.example", "https://harbor.example/p/", "555-010-0123", "", "", "Chicago", "America/Chicago", "", "gambling", "depression"]
    answers += ["", "mon,wed,fri", "5:30", "17:30", "-"]
    result = run(str(tmp_path / "harbor"), "--name", "Harbor", answers="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    for said in (
        "write it as https://harbor.example",
        "'Chicago' is not a time zone",
        "the library has no population 'gambling'",
        "must be a time of day",
    ):
        assert said in result.output
    data = yaml.safe_load((tmp_path / "harbor/curriculum/program.yml").read_text(encoding="utf-8"))
    assert data["contact"] == {"phone": "555-010-0123"}
    assert (data["address"], data["time_zone"]) == ("https://harbor.example/p", "America/Chicago")
    track = page_source((tmp_path / "harbor/curriculum/tracks/evenings.md").read_text(encoding="utf-8"), "evenings.md").marks.data
    assert (track["population"], track["start"], "standards" in track) == ("depression", "17:30", False)
    assert "  groupwork serve" in result.output


@pytest.mark.long
def test_a_track_that_cannot_be_is_asked_for_once_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(init, "at_a_terminal", lambda: True)
    flags = ["--zone", "US/Central", "--holidays", "US", "--phone", "", "--hours", "", "--email", "", "--weeks", "8", "--start", "09:00"]
    flags += ["--population", "anxiety", "--days", "mon", "--standards", "adult-iop"]
    result = run(str(tmp_path / "harbor"), *NEEDED, *flags, answers="anxiety\n8\nmon,wed,thu\n09:00\nadult-iop\n")
    assert result.exit_code == 0, result.output
    assert "error[standard-unmet]" in result.output or "standard" in result.output
    assert (tmp_path / "harbor" / LOCK).is_file()


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        (NEEDED[:2], "say --address: nobody can be asked here"),
        ((), "say --name and --address"),
        ((*NEEDED, "--zone", "America/Chicag"), "--zone: 'America/Chicag' is not a time zone; did you mean 'America/Chicago'?"),
        ((*NEEDED, "--days", "mon,tues"), "--days: entry 2 of 'days' cannot be the text 'tues'; did you mean 'tue'?"),
        ((*NEEDED, "--population", "depresion"), "did you mean 'depression'?"),
        ((*NEEDED, "--standards", "adult-iopp"), "did you mean 'adult-iop'?"),
        ((*NEEDED, "--holidays", "USA-XX"), "--holidays: no public holidays are known"),
        ((*NEEDED, "--weeks", "0"), "--weeks:"),
        ((*NEEDED, "--start", "9"), "--start: 'start' must be a time of day"),
        (("--name", "Harbor", "--address", "http://harbor.example"), "write it as https://harbor.example"),
        (("--name", "Harbor", "--address", "https://localhost"), "is not an address of a site"),
        (("--name", "Harbor \N{WATER WAVE}", "--address", "https://harbor.example"), "write it in words"),
        (("--name", "Har\tbor", "--address", "https://harbor.example"), "one line of words"),
        (("--name", " ", "--address", "https://harbor.example"), "--name: 'name' is empty"),
        ((*NEEDED, "--days", "mon", "--standards", "adult-iop"), "this track cannot be as it was asked for"),
    ],
)
def test_a_wrong_flag_is_wrong_usage_and_nothing_is_written(flags: tuple[str, ...], says: str, tmp_path: Path) -> None:
    result = run(str(tmp_path / "harbor"), *flags)
    assert result.exit_code == 2
    assert says in " ".join(result.output.split())
    assert list(tmp_path.iterdir()) == []


def test_a_standard_that_nobody_chose_is_left_out_where_the_track_does_not_meet_it(tmp_path: Path) -> None:
    result = run(str(tmp_path / "harbor"), *NEEDED, "--days", "mon,wed")
    assert (result.exit_code, "Standards: none named." in result.output) == (0, True)


def test_a_folder_with_something_in_it_is_refused_and_hidden_files_are_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    refuse_folder(tmp_path, force=False)
    (tmp_path / "notes.txt").write_text("ours", encoding="utf-8")
    with pytest.raises(BeginError, match=r"not empty \(notes\.txt\)"):
        refuse_folder(tmp_path, force=False)
    refuse_folder(tmp_path, force=True)
    (tmp_path / "curriculum").mkdir()
    with pytest.raises(BeginError, match="has a curriculum already"):
        refuse_folder(tmp_path, force=True)


def test_what_was_there_stays_as_it_is_and_is_named(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name in ("README.md", ".gitignore"):
        (tmp_path / name).write_text("ours\n", encoding="utf-8")
    result = run(str(tmp_path), *NEEDED, "--force")
    assert result.exit_code == 0, result.output
    assert {(tmp_path / name).read_text(encoding="utf-8") for name in ("README.md", ".gitignore")} == {"ours\n"}
    assert "README.md was there, and stays as it is" in result.output
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".groupwork")]


def test_files_that_cannot_all_be_put_in_place_leave_nothing(tmp_path: Path) -> None:
    (tmp_path / ".vscode").write_text("a file where a folder has to be", encoding="utf-8")
    result = run(str(tmp_path), *NEEDED)
    assert (result.exit_code, "Nothing was written." in result.output) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == [".vscode"]


@pytest.mark.parametrize(("start", "name"), [("09:00", "mornings"), ("13:00", "afternoons"), ("17:30", "evenings")])
def test_the_track_has_a_name_that_no_track_of_the_library_has(start: str, name: str) -> None:
    choices = offered()
    assert name_of_track(start, choices) == name
    assert name not in choices.tracks
