"""What `deploy/` ships says the same as the program, and what is published is what was looked at."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from builder.cli import main
from builder.pages.kinds import KINDS, SMALLER, ending, kind_of
from builder.pages.policy import HEADERS, OVER_TLS, sent_policy
from builder.serve.responses import KINDS as SERVED
from builder.site.record import SITES
from builder.site.server_files import server_files
from builder.work.store import file_status
from tests.project import ROOT
from tests.test_policy import files
from tests.trees import a_tree

DEPLOY = ROOT / "deploy"
TEXTS = {name: (DEPLOY / name).read_text(encoding="utf-8") for name in file_status(DEPLOY)}
SERVERS = [name for name in TEXTS if name.endswith(("-host.conf", "-hosts.conf", ".Caddyfile"))]
WORKFLOWS = ("templates/init/github/groupwork.yml", "templates/init/gitlab-ci.yml", "deploy/pages/github.yml", "deploy/pages/gitlab-ci.yml")
USED = re.compile(r"\buses: *(.*)")
COMMIT = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def test_servers_are_told_what_the_program_says(refresh: bool) -> None:
    made = server_files(ROOT / "templates")
    for name, text in made.items():
        if refresh:
            (DEPLOY / name).write_text(text, encoding="utf-8", newline="\n")
    assert len(made) == 6
    assert {name: TEXTS.get(name) for name in made} == made


def test_no_settings_say_a_header_of_their_own() -> None:
    ours = {*HEADERS, *OVER_TLS, "Content-Security-Policy", "X-Robots-Tag"}
    others = {name: text for name, text in TEXTS.items() if name not in server_files(ROOT / "templates")}
    assert len(others) >= 14
    assert {name: found for name, text in others.items() if (found := [header for header in ours if header in text])} == {}


@pytest.mark.parametrize("site", SITES)
def test_every_server_sends_the_policy_that_pages_carry(site: str) -> None:
    policy = sent_policy(site, ROOT / "templates")
    holding = [name for name, text in TEXTS.items() if policy in text]
    assert sorted(holding) == ["caddy/groupwork/headers.caddy", f"nginx/groupwork/headers-{site}.conf"]
    includes = re.compile(rf"groupwork/headers-{site}\.conf|groupwork_headers_{site}\b")
    assert len(SERVERS) == 6
    assert len([name for name in SERVERS if includes.search(TEXTS[name])]) == 5


def test_every_kind_of_file_that_a_site_holds_has_a_name_that_servers_are_told() -> None:
    endings = {ending(path) for path in files()} | {"pdf", "docx", "pptx", "epub", "zip", "gz", "webmanifest"}
    assert len(endings) > 15
    assert endings - KINDS.keys() == {""}
    assert all(kind in TEXTS["nginx/groupwork/types.conf"] and kind in TEXTS["caddy/groupwork/headers.caddy"] for kind in KINDS.values())
    assert KINDS.keys() >= SMALLER


def test_a_file_is_called_the_same_while_someone_writes() -> None:
    for one in KINDS:
        served = SERVED.guess_type(f"a.{one}")[0]
        assert (
            served is None
            or served.replace("application/javascript", "text/javascript").replace("text/xml", "application/xml") == kind_of(f"a.{one}")
            or one == "gz"
        ), one


def test_each_file_is_named_in_the_readme_or_stands_below_a_folder_that_is() -> None:
    named = re.findall(r"`([\w./-]+)`", TEXTS["README.md"])
    told = [
        name for name in TEXTS if name == "README.md" or any(name == one or name.startswith(one) for one in named) or name.startswith("container/")
    ]
    assert sorted(told) == sorted(TEXTS)


# Hosts of pages


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_publishes_the_folder_that_the_doctor_has_looked_at_and_only_then(name: str) -> None:
    workflow = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    if "jobs" in workflow:
        steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
        at = {word: number for number, step in enumerate(steps) for word in ("pack public", "doctor", "upload-pages-artifact") if word in str(step)}
        assert at["pack public"] < at["doctor"] < at["upload-pages-artifact"]
        assert steps[at["doctor"]]["run"].endswith('groupwork doctor "$PUBLISHED"')
        assert "if" not in steps[at["doctor"]]
        assert steps[at["upload-pages-artifact"]]["with"] == {"path": "${{ env.PUBLISHED }}"}
        assert workflow["env"]["PUBLISHED"] == "public"
    else:
        script = workflow["pages"]["script"]
        assert script[-1].endswith("groupwork doctor public")
        assert workflow["pages"]["artifacts"] == {"paths": ["public"]}
        assert any("pack public" in line for job in workflow.values() if isinstance(job, dict) for line in job.get("script", ()))


def test_each_action_of_others_is_one_commit_that_nobody_can_move() -> None:
    used = [
        used
        for folder in ("deploy", "templates/init")
        for path in (ROOT / folder).rglob("*.yml")
        for used in USED.findall(path.read_text(encoding="utf-8"))
    ]
    assert len(used) >= 9
    assert [action for action in used if not COMMIT.fullmatch(action)] == []
    assert len({*used}) == len({action.partition("@")[0] for action in used}), "one action in two versions"


# Settings of one's own


def test_a_programs_settings_name_its_hosts(tmp_path: Path) -> None:
    root = a_tree(tmp_path / "program")
    with (root / "curriculum/program.yml").open("a", encoding="utf-8") as file:
        file.write("staff_address: https://inside.elm-street.example/groups/staff\n")
    made = CliRunner().invoke(main, ["--root", str(root), "deploy", str(root / "deploy")])
    assert made.exit_code == 0, made.output
    texts = {name: (root / "deploy" / name).read_text(encoding="utf-8") for name in file_status(root / "deploy")}
    assert texts.keys() == TEXTS.keys()
    assert not [name for name, text in texts.items() if re.search(r"(groups|staff)\.harbor\.example", text)]
    assert "server_name elm-street.example;" in texts["nginx/two-hosts.conf"]
    assert "server_name inside.elm-street.example;" in texts["nginx/two-hosts.conf"]
    again = CliRunner().invoke(main, ["--root", str(root), "deploy", str(root / "deploy")])
    assert (again.exit_code, "is not empty" in again.output) == (2, True)


def test_settings_are_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = a_tree(tmp_path / "program")
    written, whole = Path.write_text, []

    def nearly_full(path: Path, text: str, **more: str) -> int:
        whole.append(path)
        if len(whole) == 9:
            raise OSError(28, "No space left on device", str(path))
        return written(path, text, **more)

    before = file_status(root).keys()
    monkeypatch.setattr(Path, "write_text", nearly_full)
    made = CliRunner().invoke(main, ["--root", str(root), "deploy", str(root / "deploy")])
    assert (made.exit_code, "Nothing was written." in made.output) == (1, True), made.output
    assert {name for name in file_status(root).keys() - before if not name.startswith("build/")} == set()


def test_an_address_cannot_write_into_the_settings(tmp_path: Path) -> None:
    root = a_tree(tmp_path / "program")
    program = root / "curriculum/program.yml"
    program.write_text(
        program.read_text(encoding="utf-8").replace("https://elm-street.example/participants", "https://x.example;return-200/participants"),
        encoding="utf-8",
    )
    CliRunner().invoke(main, ["--root", str(root), "deploy", str(root / "deploy")])
    assert not [path for path in (root / "deploy").rglob("*") if path.is_file() and "return-200" in path.read_text(encoding="utf-8")]


# What the settings say to do, done word for word, and again after an update


def commands_of(name: str) -> str:
    """The commands that stand in the remarks of a file, each indented as one."""
    return "\n".join(line.removeprefix("#").strip() for line in TEXTS[name].splitlines() if line.startswith("#   "))


@pytest.mark.parametrize(
    "name", ["nginx/one-host.conf", "nginx/two-hosts.conf", "nginx/first-certificate.conf", "nginx/groupwork/staff-basic.conf", "caddy/one-host.Caddyfile", "caddy/two-hosts.Caddyfile", "caddy/groupwork/staff.caddy"],
)  # fmt: skip
def test_what_a_file_says_to_do_takes_nothing_away_that_someone_has(name: str, tmp_path: Path) -> None:
    server, etc = name.partition("/")[0], tmp_path / "etc"
    theirs = {
        "caddy/Caddyfile": "other.example {\n}\n",
        "caddy/groupwork.Caddyfile": "changed by hand\n",
        "caddy/groupwork-staff.users": "lee $2a$14$x\n",
        "nginx/groupwork-staff.htpasswd": "lee:$2y$x\n",
        "nginx/conf.d/groupwork.conf": "changed by hand\n",
    }
    for path, text in theirs.items():
        (etc / path).parent.mkdir(parents=True, exist_ok=True)
        (etc / path).write_text(text, encoding="utf-8")
    shutil.copytree(DEPLOY / server, tmp_path / "given")
    (tmp_path / "bin").mkdir()
    for command in ("groupwork", "systemctl", "nginx", "certbot", "chown", "caddy", "htpasswd"):
        (tmp_path / "bin" / command).write_text(f'#!/bin/sh\necho "{command} $*" >> {tmp_path}/called\n', encoding="utf-8")
        (tmp_path / "bin" / command).chmod(0o755)
    script = commands_of(name).replace("/etc/", f"{etc}/").replace("/var/", f"{tmp_path}/var/")
    assert script
    surroundings = {"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin"}
    for _ in range(2):
        done = subprocess.run(
            ["bash", "-c", script], cwd=tmp_path / "given", env=surroundings, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        assert "No such file" not in done.stderr
    for path, text in theirs.items():
        assert (etc / path).read_text(encoding="utf-8").startswith(text), path
    called = (tmp_path / "called").read_text(encoding="utf-8")
    assert not re.search(r"^htpasswd .*(-\w*c|--create)", called, re.M)


def test_nothing_that_an_update_copies_is_filled_by_hand() -> None:
    copied = [name for name in TEXTS if "/groupwork/" in name]
    assert len(copied) > 10
    assert [name for name in copied if name.endswith(("users", "htpasswd"))] == []


# Your own sign-in


SIGN_INS = re.split(r"^#\n?(?=# \d\. )", TEXTS["oauth2-proxy/oauth2-proxy.cfg"], flags=re.M)[1:]


@pytest.mark.parametrize(("block", "who"), [*zip(SIGN_INS, ("Keycloak", "Entra", "Google"), strict=True)])
def test_each_sign_in_asks_for_what_it_has_and_lets_nobody_in_by_the_domain_alone(block: str, who: str) -> None:
    assert who in block.splitlines()[0]
    said = tomllib.loads(re.sub(r"^# (?=\w+ = )", "", block, flags=re.M))
    assert set(said["scope"].split()) == {"openid", "email", "profile"}
    if who == "Google":
        assert (said["provider"], "authenticated_emails_file" in said) == ("google", True)
        assert not said.keys() & {"email_domains", "allowed_groups"}
    else:
        assert said["provider"] == "oidc"
        assert said["allowed_groups"]
        assert said["email_domains"] != ["*"]


def test_as_it_stands_a_group_is_asked_for_and_a_session_fits_into_one_cookie() -> None:
    said = tomllib.loads(TEXTS["oauth2-proxy/oauth2-proxy.cfg"])
    assert said["allowed_groups"]
    assert "groups" not in said["scope"].split()
    assert (said["session_cookie_minimal"], "cookie_refresh" in said) == (True, False), "oauth2-proxy starts with one of the two"
    lines = TEXTS["oauth2-proxy/oauth2-proxy.cfg"].splitlines()
    assert "WARNING" in lines[lines.index('email_domains = ["harbor.example"]') - 1]


# The container


def test_the_container_runs_as_nobody_in_particular_and_copies_what_is_there() -> None:
    steps = [
        line.split(maxsplit=1) for line in TEXTS["container/Containerfile"].replace("\\\n", " ").splitlines() if line and not line.startswith("#")
    ]
    assert [said for step, said in steps if step == "USER"][-1] == "1000:1000"
    assert steps[-1] == ["CMD", '["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]']
    shipped = [said.split()[0] for step, said in steps if step == "COPY" and said.startswith("deploy/")]
    assert len(shipped) == 2
    for site in SITES:
        assert all((ROOT / path.replace("${SITE}", site)).exists() for path in shipped)
        port = re.search(r"^:(\d+) \{", TEXTS[f"container/{site}.Caddyfile"], re.M)
        assert port
        assert int(port[1]) > 1023
        assert ["EXPOSE", port[1]] in steps
