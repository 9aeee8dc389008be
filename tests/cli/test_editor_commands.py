"""wuye schema, wuye fmt and wuye hook on a real store."""

from __future__ import annotations

import json
import subprocess

import pytest
from jsonschema import Draft202012Validator
from tests.support.cli import WUYE, a_store, assert_clean, done, environment, git, wuye

from wuye_cli.checking.file_kinds import FILES, kind_at
from wuye_cli.render.schemas.outputs import OUTPUTS
from wuye_cli.store.editor_files import vscode_settings, wanted_settings, with_modeline
from wuye_cli.store.yaml_text import read_plain


@pytest.fixture
def store(tmp_path):
    return a_store(tmp_path / "s")


# --- schema


def test_the_list_names_every_kind_in_both_languages(store):
    listed = done("schema", "--json", at=store).json
    assert [row["kind"] for row in listed] == [*FILES, *OUTPUTS]
    assert "响应等级" in done("schema", at=store).out
    assert "Response tiers" in done("schema", at=store, WUYE_LANG="en").out
    assert done("schema", "--csv", at=store).out.startswith("kind,files,title,id")


def test_one_schema_needs_no_store(tmp_path):
    schema = json.loads(done("schema", "tiers", at=tmp_path).out)
    Draft202012Validator.check_schema(schema)
    assert schema["properties"]["schema"]["const"] == "tiers/1"
    assert wuye("schema", "tires", at=tmp_path).status == 2


def test_all_are_written_and_nobody_is_overwritten(tmp_path):
    done("schema", "--all", "out", at=tmp_path)
    assert {path.stem for path in (tmp_path / "out").iterdir()} == {*FILES, *OUTPUTS}
    done("schema", "--all", "out", at=tmp_path)
    (tmp_path / "out" / "zz").mkdir()
    other = tmp_path / "other"
    other.mkdir()
    (other / "tiers.json").write_text("{}", "utf-8")
    assert wuye("schema", "--all", "other", at=tmp_path).status == 6
    assert [path.name for path in other.iterdir()] == ["tiers.json"]
    assert wuye("schema", "tiers", "--all", "out", at=tmp_path).status == 2


def test_a_new_store_points_editors_to_schemas_that_are_there(store):
    for path in sorted((store / "standards").rglob("*.yaml")):
        first = path.read_text("utf-8").splitlines()[0]
        told = first.removeprefix("# yaml-language-server: $schema=")
        assert told != first, path
        schema = json.loads((path.parent / told).read_text("utf-8"))
        relative = path.relative_to(store).as_posix()
        assert schema["$id"] == f"urn:wuye:schema:{kind_at(relative)}"
        assert not list(Draft202012Validator(schema).iter_errors(read_plain(path.read_bytes())))
    settings = json.loads((store / ".vscode/settings.json").read_text("utf-8"))
    for schema in settings["yaml.schemas"]:
        assert (store / schema).is_file()
    assert done("fmt", "--check", at=store).status == 0
    assert done("check", at=store).status == 0


def test_answers_that_change_the_standards_leave_them_canonical(tmp_path):
    answers = 'grade: "3"\noffice: ["08:00-12:00", "13:00-18:00"]\ncontact_months: 6\n'
    (tmp_path / "a.yaml").write_text(answers, "utf-8")
    done("init", "s", "--answers", "a.yaml", at=tmp_path)
    assert done("fmt", "--check", "--json", at=tmp_path / "s").json["changed"] == []


def test_install_brings_an_older_store_to_it_in_one_commit(store):
    for path in (store / "standards").rglob("*.yaml"):
        lines = path.read_text("utf-8").split("\n", 1)
        path.write_text(lines[1], "utf-8")
    git(store, "rm", "-rq", "--cached", ".wuye", ".vscode")
    subprocess.run(["rm", "-r", ".wuye", ".vscode"], cwd=store, check=True)
    git(store, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qam", "bare")
    before = git(store, "rev-parse", "HEAD").strip()
    did = done("schema", "install", "--json", at=store).json
    assert git(store, "rev-parse", "HEAD^").strip() == before
    assert {".vscode/settings.json", ".wuye/schema/tiers.json", "standards/tiers.yaml"} <= set(
        did["paths"]
    )
    assert_clean(store)
    again = done("schema", "install", "--json", at=store).json
    assert (again["paths"], again["commit"]) == ([], did["commit"])


def test_settings_of_ones_own_are_kept_key_by_key():
    own = b'{\n    "editor.tabSize": 4,\n    "yaml.schemas": {"./x.json": ["a.yaml"]}\n}\n'
    made, by_hand = vscode_settings(own)
    tree = json.loads(made)
    assert tree["editor.tabSize"] == 4
    assert tree["yaml.schemas"]["./x.json"] == ["a.yaml"]
    assert wanted_settings().items() <= tree["yaml.schemas"].items()
    assert made.startswith(b'{\n    "editor')
    assert by_hand == {}
    assert vscode_settings(made) == (None, {})


@pytest.mark.parametrize("own", [b"// mine\n{}", b"[]", b'{"yaml.schemas": 1}', b"\xff", b""])
def test_settings_that_cannot_be_merged_are_left_alone_and_said(own):
    assert vscode_settings(own) == (None, wanted_settings())


def test_an_untracked_file_of_settings_is_left_alone(store):
    git(store, "rm", "-q", "--cached", ".vscode/settings.json")
    git(store, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "mine")
    (store / ".vscode/settings.json").write_text('{"a": 1}\n', "utf-8")
    ran = done("schema", "install", at=store)
    assert (store / ".vscode/settings.json").read_text("utf-8") == '{"a": 1}\n'
    assert "yaml.schemas" in ran.out


def test_a_modeline_of_ones_own_stays():
    data = b"# yaml-language-server: $schema=mine.json\nschema: tiers/1\n"
    assert with_modeline("standards/tiers.yaml", data) == data
    assert with_modeline("standards/notes.yaml", b"a: 1\n") == b"a: 1\n"


def test_what_check_prints_fits_its_schema(store):
    (store / "standards/duty.yaml").write_text("schema: duty/1\nordr: []\n", "utf-8")
    schema = json.loads(done("schema", "findings", at=store).out)
    told = wuye("check", "-o", "json", at=store).json
    assert told["findings"]
    Draft202012Validator(schema).validate(told)


# --- fmt

MESSY = "schema:   prices/1\nitems:\n    tap:\n        label: 换龙头   # 不含料\n        from: 20\n        to: 0080\n"
NEAT = (
    'schema: prices/1\nitems:\n  tap:\n    label: 换龙头 # 不含料\n    from: 20\n    to: "0080"\n'
)


def messy(store, text=MESSY):
    path = store / "standards/prices.yaml"
    path.write_text(text, "utf-8")
    return path


def test_fmt_writes_what_it_says(store):
    path = messy(store)
    shown = wuye("fmt", "--check", at=store)
    assert (shown.status, shown.out.splitlines()[0]) == (1, "standards/prices.yaml")
    differ = wuye("fmt", "--diff", "standards/prices.yaml", at=store)
    assert differ.status == 1
    assert '+    to: "0080"' in differ.out
    assert path.read_text("utf-8") == MESSY
    ran = done("fmt", "--json", at=store)
    assert ran.json["written"] == ["standards/prices.yaml"]
    assert path.read_text("utf-8") == NEAT
    assert done("fmt", "--check", "standards", at=store).status == 0


def test_fmt_writes_nothing_if_one_file_is_refused(store):
    path = messy(store)
    (store / "standards/duty.yaml").write_text("a: 1\na: 2\n", "utf-8")
    ran = wuye("fmt", at=store)
    assert ran.status == 3
    assert "standards/duty.yaml:2:1" in ran.err
    assert path.read_text("utf-8") == MESSY
    assert done("fmt", "standards/prices.yaml", at=store).status == 0
    assert path.read_text("utf-8") == NEAT


def test_fmt_takes_paths_as_typed_and_refuses_others(store):
    messy(store)
    ran = wuye("fmt", "--check", "prices.yaml", at=store / "standards")
    assert ran.status == 1
    for wrong in ("../outside.yaml", "nowhere.yaml", ".git/config", "/etc/passwd"):
        assert wuye("fmt", wrong, at=store).status == 2
    assert wuye("fmt", "--check", "--diff", at=store).status == 2


def test_fmt_brings_a_ticket_into_the_form_in_which_it_is_written(store):
    path = store / done("take", "3-1-502", "水管爆了", "--json", at=store).json["path"]
    was = path.read_text("utf-8")
    path.write_text(was.replace('title: "', 'title:   "', 1), "utf-8")
    assert wuye("fmt", "--check", "records", at=store).status == 1
    done("fmt", "records", at=store)
    assert path.read_text("utf-8") == was


def test_fmt_staged_judges_what_is_staged(store):
    path = messy(store)
    assert wuye("fmt", "--staged", "--check", at=store).status == 0
    git(store, "add", "-A")
    assert wuye("fmt", "--staged", "--check", at=store).status == 1
    assert wuye("fmt", "--staged", at=store).status == 1
    assert path.read_text("utf-8") == NEAT
    path.write_text(MESSY + "# more\n", "utf-8")
    ran = wuye("fmt", "--staged", at=store)
    assert ran.status == 1
    assert path.read_text("utf-8") == MESSY + "# more\n"
    git(store, "add", "-A")
    done("fmt", at=store)
    git(store, "add", "-A")
    assert wuye("fmt", "--staged", at=store).status == 0


# --- hook


def commit(store, *words, tools):
    env = environment(
        GIT_AUTHOR_NAME="a",
        GIT_AUTHOR_EMAIL="a@b",
        GIT_COMMITTER_NAME="a",
        GIT_COMMITTER_EMAIL="a@b",
    )
    env["PATH"] = f"{tools}:{env['PATH']}"
    return subprocess.run(
        ["git", "commit", "-qm", "x", *words], cwd=store, env=env, capture_output=True, check=False
    )


@pytest.fixture
def tools(tmp_path):
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "wuye").write_text(f'#!/bin/sh\nexec {" ".join(WUYE)} "$@"\n', "utf-8")
    (folder / "wuye").chmod(0o755)
    return folder


@pytest.mark.parametrize("how", [("staged",), ("-a",), ("standards/duty.yaml",)])
def test_the_hook_stops_a_faulty_commit_and_lets_a_good_one_pass(store, tools, how):
    done("hook", "install", at=store)
    path = store / "standards/duty.yaml"
    good = path.read_text("utf-8")
    for text, status in ((good.replace("order:", "ordr:", 1), 1), (good + "# 好\n", 0)):
        path.write_text(text, "utf-8")
        words = how
        if how == ("staged",):
            git(store, "add", "-A")
            words = ()
        ran = commit(store, *words, tools=tools)
        assert ran.returncode == status, ran
        assert (b"S001" in ran.stdout + ran.stderr) == bool(status)


def test_somebody_elses_hook_stays(store):
    path = store / ".git/hooks/pre-commit"
    path.parent.mkdir(exist_ok=True)
    path.write_text("#!/bin/sh\nexit 0\n", "utf-8")
    for verb in ("install", "remove"):
        ran = wuye("hook", verb, at=store)
        assert ran.status == 6
        assert "wuye check --staged" in ran.err
    assert path.read_text("utf-8") == "#!/bin/sh\nexit 0\n"
    path.unlink()
    assert done("hook", "install", "--json", at=store).json["changed"] is True
    assert done("hook", "install", "--json", at=store).json["changed"] is False
    assert done("hook", "remove", "--json", at=store).json["changed"] is True
    assert done("hook", "remove", "--json", at=store).json["changed"] is False


def test_hooks_that_serve_other_repositories_stay(store, tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    git(store, "config", "core.hooksPath", str(shared))
    ran = wuye("hook", "install", at=store)
    assert ran.status == 6
    assert list(shared.iterdir()) == []
    git(store, "config", "core.hooksPath", ".githooks")
    done("hook", "install", at=store)
    assert (store / ".githooks/pre-commit").exists()
