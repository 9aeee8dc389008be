"""The CI recipes run for real: their own shell lines, by bash, in clones of a store."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest
import yaml
from tests.support.cli import a_store, done, environment, wuye

from wuye_cli.cli.registry import COMMANDS
from wuye_cli.render.ci_recipes import recipes
from wuye_cli.store.yaml_text import UnreadableError, read_plain

RECIPES = recipes("0.1.0")
BASH = shutil.which("bash")
pytestmark = pytest.mark.skipif(BASH is None, reason="a runner's shell is needed")


def git(*words, at):
    ran = subprocess.run(
        ["git", "-c", "user.name=王", "-c", "user.email=w@x", *words],
        cwd=at, env=environment(), capture_output=True, check=True,
    )  # fmt: skip
    return ran.stdout.decode().strip()


@pytest.fixture(scope="module")
def origin(tmp_path_factory):
    """A store with main and three branches: a good change, a bad one, a worse promise."""
    root = a_store(tmp_path_factory.mktemp("origin") / "s")
    changes = {
        "good": ("# 响应等级", "# 响应时限等级"),
        "bad": ("effective_from:", "effektive_from:"),
        "worse": ("raise_to: emergency", "raise_to: emergency # 不变"),
    }
    for branch, (old, new) in changes.items():
        git("checkout", "-q", "-b", branch, "main", at=root)
        path = root / "standards/tiers.yaml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        git("commit", "-qam", branch, at=root)
    git("checkout", "-q", "main", at=root)
    return root


@pytest.fixture
def tools(tmp_path):
    """A folder of programs as a runner has them: wuye itself, and an installer that has nothing to do."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, line in {
        "wuye": f'exec "{sys.executable}" -m wuye_cli "$@"',
        "pip": 'echo "pip $*"',
        "gh": 'echo "gh $*"',
    }.items():
        (folder / name).write_text(f"#!/bin/sh\n{line}\n", "utf-8")
        (folder / name).chmod(0o755)
    return folder


def clone(origin, folder, branch, *, shallow=False):
    depth = ("--depth", "1") if shallow else ()
    git("clone", "-q", "--branch", branch, *depth, f"file://{origin}", str(folder), at=origin)
    return folder


def steps_of(system):
    """Return name and lines of the steps that a runner's shell gets."""
    tree = yaml.safe_load(RECIPES[system].text)
    if system == "gitlab":
        lines = [one for one in tree["wuye"]["script"] if "wuye diff" not in one]
        return [("all", "\n".join(lines))]
    steps = tree["jobs"]["standards"]["steps"]
    return [(one["name"], one["run"]) for one in steps if "run" in one]


def has_impact():
    return "diff" in COMMANDS and "--impact" in wuye("diff", "--help", at="/").out


def run_recipe(system, at, tools, *, with_diff=False, **variables):
    """Run the steps as a runner does: one shell each, `GITHUB_ENV` handed on; return what was said."""
    handed = at.parent / "github-env"
    handed.write_text("", "utf-8")
    said, statuses = "", {}
    for name, lines in steps_of(system):
        if (name == "diff" and not with_diff) or name == "comment":
            continue
        told = dict(line.split("=", 1) for line in handed.read_text("utf-8").splitlines())
        env = environment(
            **variables, **told, GITHUB_ENV=str(handed), WUYE_LANG="en", WUYE_ACTOR=""
        )
        env["PATH"] = f"{tools}:{env['PATH']}"
        ran = subprocess.run(
            [BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", lines],
            cwd=at, env=env, capture_output=True, check=False,
        )  # fmt: skip
        said += ran.stdout.decode() + ran.stderr.decode()
        statuses[name] = ran.returncode
        if ran.returncode and name not in ("check", "all"):
            break
    return statuses, said


TARGETS = {
    "github": {"TARGET": "main", "PR": "7"},
    "gitea": {"TARGET": "main", "PR": "7"},
    "gitlab": {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"},
}


def status_of(statuses):
    return statuses.get("check", statuses.get("all"))


@pytest.mark.parametrize("system", RECIPES)
def test_a_recipe_is_yaml_for_everybody(system):
    text = RECIPES[system].text
    assert yaml.safe_load(text)
    assert "fetch-depth: 0" in text or 'GIT_DEPTH: "0"' in text
    assert '--since "$BASE"' in text
    assert '"$BASE..HEAD" --impact' in text
    assert "--fail-on breaking" in text
    assert all(line == line.rstrip() for line in text.splitlines())
    if (
        system != "gitlab"
    ):  # GitLab's own tags aside, our reader would take it as well, but for `on`
        try:
            read_plain(text.encode())
        except UnreadableError as error:
            pytest.fail(str(error.facts))


def test_no_expression_of_the_system_stands_in_a_script():
    for system in RECIPES:
        for _, lines in steps_of(system):
            assert "${{" not in lines


def test_actions_are_pinned_to_commits_or_named():
    used = re.findall(r"uses: (\S+)@(\S+)", RECIPES["github"].text)
    assert {name for name, at in used if re.fullmatch("[0-9a-f]{40}", at)} == {
        "actions/checkout",
        "actions/setup-python",
    }


@pytest.mark.parametrize("system", RECIPES)
def test_a_bad_standard_fails_with_file_line_and_column(origin, tools, tmp_path, system):
    at = clone(origin, tmp_path / "c", "bad")
    statuses, said = run_recipe(system, at, tools, **TARGETS[system])
    assert status_of(statuses) == 1, said
    line = 1 + (at / "standards/tiers.yaml").read_text("utf-8").split("effektive_from:")[0].count(
        "\n"
    )
    assert re.search(
        rf"standards/tiers\.yaml:{line}:1: S001|file=standards/tiers\.yaml,line={line},col=1.*S001",
        said,
    ), said
    assert (at / "wuye.sarif").stat().st_size > 100


@pytest.mark.parametrize("system", RECIPES)
def test_a_good_one_passes(origin, tools, tmp_path, system):
    at = clone(origin, tmp_path / "c", "good")
    statuses, said = run_recipe(system, at, tools, **TARGETS[system])
    assert set(statuses.values()) == {0}, said


@pytest.mark.parametrize("system", RECIPES)
def test_a_shallow_clone_says_that_it_could_not_check(origin, tools, tmp_path, system):
    at = clone(origin, tmp_path / "c", "good", shallow=True)
    statuses, said = run_recipe(system, at, tools, **TARGETS[system])
    assert status_of(statuses) == 3, (statuses, said)
    assert "shallow" in said or "fetch" in said


def test_a_push_is_compared_with_what_was_before_it(origin, tools, tmp_path):
    at = clone(origin, tmp_path / "c", "bad")
    before = git("rev-parse", "HEAD^", at=at)
    for told in (before, "0" * 40, ""):
        statuses, said = run_recipe("github", at, tools, BEFORE=told)
        assert statuses["check"] == 1, said
    shallow = clone(origin, tmp_path / "d", "good", shallow=True)
    statuses, said = run_recipe("github", shallow, tools, BEFORE=before)
    assert statuses["check"] == 3, said


@pytest.mark.skipif(
    not has_impact(), reason="the comparison with its impact is not in this program"
)
def test_a_worse_promise_does_not_pass_unaccepted(tools, tmp_path):
    root = a_store(tmp_path / "s")
    git("checkout", "-q", "-b", "worse", at=root)
    path = root / "standards/tiers.yaml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"ack: \[15m, always\]", "ack: [60m, always]", text, count=1), "utf-8")
    assert path.read_text("utf-8") != text
    git("commit", "-qam", "worse", at=root)
    git("checkout", "-q", "main", at=root)
    at = clone(root, tmp_path / "c", "worse")
    statuses, said = run_recipe("github", at, tools, with_diff=True, **TARGETS["github"])
    assert statuses["diff"] == 1, said
    assert "tiers.yaml" in (at / "wuye-diff.md").read_text("utf-8")
    same = clone(root, tmp_path / "d", "main")
    statuses, said = run_recipe("github", same, tools, with_diff=True, **TARGETS["github"])
    assert statuses["diff"] == 0, said


# --- `wuye ci init` itself


def test_init_writes_and_commits_and_overwrites_nobody(tmp_path):
    root = a_store(tmp_path / "s")
    for system, recipe in RECIPES.items():
        done("ci", "init", system, at=root)
        assert (root / recipe.path).read_text("utf-8") == recipe.text
    assert git("status", "--porcelain", at=root) == ""
    again = wuye("ci", "init", "github", "--json", at=root)
    assert again.json["changed"] is False
    (root / ".gitlab-ci.yml").write_text("test: {script: [true]}\n", "utf-8")
    refused = wuye("ci", "init", "gitlab", at=root)
    assert refused.status == 6
    assert "--force" in refused.err
    done("ci", "init", "gitlab", "--force", at=root)
    assert (root / ".gitlab-ci.yml").read_text("utf-8") == RECIPES["gitlab"].text
    assert git("status", "--porcelain", at=root) == ""
