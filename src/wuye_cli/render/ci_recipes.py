"""CI recipes for standards: the same shell lines in the files that three systems read.

The shell lines are told everything by variables of the environment, so that no name of a branch,
which a stranger may choose, is pasted into a script.
"""

# ruff: noqa: E501 - lines of the recipes

from __future__ import annotations

from typing import NamedTuple


class Recipe(NamedTuple):
    """A recipe: the file that the system reads, from the root of the repository, and its text."""

    path: str
    text: str


_HEAD = """\
# wuye-ci/1，由 `wuye ci init SYSTEM` 写成，可以改；重写用 --force。
# Written by `wuye ci init SYSTEM`; change it as you like, --force writes it anew.
#
# 检查标准和记录，把改动和影响贴到合并请求上；对住户变差的改动，没有写进 standards/.accept.yaml 的不放行。
# Judges standards and records, shows what changed and whom it touches on the merge request; a change
# for the worse that standards/.accept.yaml does not take upon itself does not pass.
# 要全部历史（浅克隆算不出，状态 3）。 The whole history is needed: a shallow clone ends with status 3.
"""

_INSTALL = 'pip install --quiet "wuye-cli==VERSION"'

_BASE = """\
# 与什么比：目标分支分岔的地方；推送时是推送之前。 What to compare with.
if [ -n "${TARGET:-}" ]; then
  BASE=$(git merge-base "origin/$TARGET" HEAD) || BASE="origin/$TARGET"
elif [ -n "${BEFORE:-}" ] && [ -n "$(printf %s "$BEFORE" | tr -d 0)" ]; then
  BASE=$BEFORE
else
  BASE=HEAD^
fi
"""

_GITHUB = """\
name: wuye
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
  pull-requests: write
  security-events: write
jobs:
  standards:
    runs-on: ubuntu-latest
    env:
      WUYE_LANG: zh
      PR: ${{ github.event.pull_request.number }}
      TARGET: ${{ github.base_ref }}
      BEFORE: ${{ github.event.before }}
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          fetch-depth: 0
          persist-credentials: false
          ref: ${{ github.event.pull_request.head.sha || github.sha }}
      - uses: actions/setup-python@0b93645e9fea7318ecaed2b359559ac225c90a2b # v5.3.0
        with:
          python-version: "3.11"
      - name: install
        run: INSTALL
      - name: base
        run: |
@BASE@
          echo "BASE=$BASE" >> "$GITHUB_ENV"
      - name: check
        run: wuye check --since "$BASE" -o github -o sarif=wuye.sarif
      - name: diff
        if: ${{ !cancelled() }}
        run: wuye diff "$BASE..HEAD" --impact -o text -o markdown=wuye-diff.md --fail-on breaking
@AFTER@
"""

_GITHUB_AFTER = """\
      - name: comment
        if: ${{ !cancelled() && env.PR != '' }}
        continue-on-error: true # 来自分叉的请求没有写权限 / a request from a fork may not write
        env:
          GH_TOKEN: ${{ github.token }}
          GH_REPO: ${{ github.repository }}
        run: |
          if [ -s wuye-diff.md ]; then
            gh pr comment "$PR" --body-file wuye-diff.md --edit-last \\
              || gh pr comment "$PR" --body-file wuye-diff.md
          fi
      - name: upload
        if: ${{ !cancelled() }}
        continue-on-error: true # 私有库要另开 code scanning / private repositories may lack it
        uses: github/codeql-action/upload-sarif@v3
        with:
          sarif_file: wuye.sarif"""

_POST = """\
if [ -s wuye-diff.md ] && [ -n "${TOKEN:-}" ]; then
  python -c 'import json; print(json.dumps({"body": open("wuye-diff.md", encoding="utf-8").read()}))' > wuye-note.json
  curl --fail --silent --show-error --output /dev/null --header "HEADER" \\
    --header "Content-Type: application/json" --data @wuye-note.json "ADDRESS" \\
    || echo "wuye: no comment could be written" >&2
fi
"""

_GITEA_AFTER = """\
      - name: comment
        if: ${{ !cancelled() && env.PR != '' }}
        env:
          TOKEN: ${{ secrets.GITHUB_TOKEN }}
        run: |
@POST@"""

_GITLAB = """\
wuye:
  image: python:3.11
  variables:
    GIT_DEPTH: "0"
    WUYE_LANG: zh
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - INSTALL
    - |
      TARGET=${CI_MERGE_REQUEST_TARGET_BRANCH_NAME:-}
      BEFORE=${CI_COMMIT_BEFORE_SHA:-}
@BASE@
    - status=0
    - wuye check --since "$BASE" -o concise -o gitlab=gl-code-quality.json -o sarif=wuye.sarif || status=$?
    - wuye diff "$BASE..HEAD" --impact -o text -o markdown=wuye-diff.md --fail-on breaking || status=$?
    # 要贴到合并请求上，请设变量 WUYE_TOKEN（api 权限）。 For the comment set WUYE_TOKEN (scope api).
    - |
      TOKEN=${WUYE_TOKEN:-}
      [ -n "${CI_MERGE_REQUEST_IID:-}" ] || TOKEN=
@POST@
    - exit "$status"
  artifacts:
    when: always
    expire_in: 30 days
    paths:
      - wuye.sarif
      - wuye-diff.md
    reports:
      codequality: gl-code-quality.json
"""

_GITLAB_NOTES = "$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes"
_GITEA_NOTES = "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues/$PR/comments"


def _indented(text: str, columns: int) -> str:
    return "\n".join(
        " " * columns + line if line else line for line in text.rstrip("\n").split("\n")
    )


def _post(header: str, address: str, columns: int) -> str:
    return _indented(_POST.replace("HEADER", header).replace("ADDRESS", address), columns)


def recipes(version: str) -> dict[str, Recipe]:
    """Return the system's name to its recipe.

    Args:
        version: The version of wuye that the job installs.
    """
    gitea = _GITHUB.replace("  pull-requests: write\n  security-events: write\n", "")
    gitea = gitea.replace("-o github -o sarif", "-o concise -o sarif")
    texts = {
        "github": (
            ".github/workflows/wuye.yml",
            _GITHUB.replace("@AFTER@", _GITHUB_AFTER).replace("@BASE@", _indented(_BASE, 10)),
        ),
        "gitlab": (
            ".gitlab-ci.yml",
            _GITLAB.replace("@BASE@", _indented(_BASE, 6)).replace(
                "@POST@", _post("PRIVATE-TOKEN: $TOKEN", _GITLAB_NOTES, 6)
            ),
        ),
        "gitea": (
            ".gitea/workflows/wuye.yml",
            gitea.replace("@AFTER@", _GITEA_AFTER)
            .replace("@BASE@", _indented(_BASE, 10))
            .replace("@POST@", _post("Authorization: token $TOKEN", _GITEA_NOTES, 10)),
        ),
    }
    install = _INSTALL.replace("VERSION", version)
    return {
        system: Recipe(
            path, _HEAD.replace("SYSTEM", system) + text.replace("INSTALL", install).rstrip() + "\n"
        )
        for system, (path, text) in texts.items()
    }
