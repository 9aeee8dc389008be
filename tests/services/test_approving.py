"""From a figure to a version in force: set, propose, review, approve, publish, withdraw."""

from __future__ import annotations

import subprocess

import pytest
from tests.support.desks import CLERK, MANAGER, an_office
from tests.support.schemas import assert_published

from wuye_cli.domain.errors import CallError, ConflictError, RefusedError, WuyeError
from wuye_cli.render.schemas.build import schema_of
from wuye_cli.render.standard_notice import as_html, as_markdown, as_text, renderings
from wuye_cli.services.approving import deciding, keeping, looking_back, publishing, units
from wuye_cli.services.approving.proposing import Reasons, propose
from wuye_cli.services.approving.setting import Wish, limit_typed, set_fact
from wuye_cli.services.checking.run import Asked, check
from wuye_cli.services.diff_sides import Asked as Diffed
from wuye_cli.services.diffing import compare_asked
from wuye_cli.services.explaining import explain_ticket
from wuye_cli.services.file_formats import found_formats
from wuye_cli.services.intake import Request, take
from wuye_cli.store.codecs.approvals import FOLDER, read_approval
from wuye_cli.store.codecs.policy import POLICY
from wuye_cli.store.yaml_text import read_plain

RULES = ("Q019", "Q030", "Q031", "Q032", "Q033", "Q034", "Q035", "Q036", "R010", "T017", "S", "Y")


@pytest.fixture
def office(tmp_path):
    return an_office(tmp_path, "2026-11-24 09:00")


def git(office, *words):
    done = subprocess.run(
        ["git", "-C", str(office.root), *words], capture_output=True, check=True, text=True
    )
    return done.stdout


def put(office, path, old, new):
    file = office.root / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def commit(office, *paths):
    git(office, "add", *paths)
    day = office.clock.now().isoformat()
    name, mail = office.actor.name, office.actor.mail
    subprocess.run(
        ["git", "-C", str(office.root), "commit", "-qm", "by hand"],
        env={"GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": mail, "GIT_COMMITTER_NAME": name,
             "GIT_COMMITTER_EMAIL": mail, "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day,
             "PATH": "/usr/bin:/bin"},
        check=True,
    )  # fmt: skip
    office.desk.forget()


def strict(office, terms=1, four_eyes="true", notice="15d"):
    put(office, "standards/policy.yaml", "standards: {terms: 0", f"standards: {{terms: {terms}")
    put(office, "standards/policy.yaml", "four_eyes: false", f"four_eyes: {four_eyes}")
    put(office, "standards/policy.yaml", "customer_worse: 7d", f"customer_worse: {notice}")
    commit(office, "standards/policy.yaml")


def codes(office, but=""):
    found = check(office.desk.store, Asked(select=RULES), office.desk.now()).findings
    return sorted(one.rule for one in found if one.path != but)


def set_(office, words, value, **wish):
    return set_fact(office.desk, Wish(words=words, value=value, **wish))


# -- what words mean ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "value", "key", "new"),
    [
        ("light.indoor.resolve", "4h", "categories.light.indoor.limits.resolve.simple", ["4h", "always"]),
        ("楼内照明.办结", "4小时", "categories.light.indoor.limits.resolve.simple", ["4h", "always"]),
        ("light.indoor.resolve.complex", "3wd@office", "categories.light.indoor.limits.resolve.complex", ["3wd", "office"]),
        ("楼内照明.办结.复杂", "3个工作日 办公时间", "categories.light.indoor.limits.resolve.complex", ["3wd", "office"]),
        ("emergency.ack", "4m", "tiers.emergency.ack", ["4m", "always"]),
        ("紧急.受理响应", "4m", "tiers.emergency.ack", ["4m", "always"]),
        ("tiers.emergency.ack", "4分钟", "tiers.emergency.ack", ["4m", "always"]),
        ("general.resolve", "2wd", "tiers.general.resolve", ["2wd", "office"]),
        ("targets.complaint.reply", "97%", "targets.complaint.reply.goal", 0.97),
        ("tap.to", "70", "items.tap.to", "70"),
        ("办公时间.mon-fri", "08:00-18:00", "weekly.mon-fri", ["08:00-18:00"]),
        ("tiers.policy.warn_fraction", "0.7", "policy.warn_fraction", 0.7),
        ("policy.approvals.four_eyes", "true", "approvals.four_eyes", True),
    ],
)  # fmt: skip
def test_words_lead_to_one_figure(office, words, value, key, new):
    fact = set_(office, words, value, dry=True).facts[0]
    assert (fact.key, fact.new) == (key, new)


@pytest.mark.parametrize(
    ("words", "value", "error", "says"),
    [
        ("emergancy.ack", "4h", "unknown_clause", "emergency.ack"),
        ("complaint.reply", "4h", "ambiguous_clause", "tiers.complaint.reply"),
        ("楼内照明", "4h", "unknown_clause", "light.indoor.resolve"),
        ("照明", "4h", "unknown_clause", "light.outdoor.resolve"),
        ("", "4h", "unknown_clause", ""),
        ("tiers", "4h", "unknown_clause", "suggestions=[]"),
        ("emergency.ack", "soon", "bad_limit", "soon"),
        ("emergency.ack", "4h@nowhere", "unknown_calendar", "nowhere"),
        ("emergency.ack", "5m", "same_figure", "5m"),
        ("emergency.ack", "", "bad_figure", ""),
        ("targets.complaint.reply", "many", "bad_figure", "many"),
        ("office.mon-fri", "25:00-26:00", "faulty_standard", "office"),
    ],
)
def test_words_that_lead_nowhere_are_answered(office, words, value, error, says):
    before = git(office, "rev-parse", "HEAD")
    with pytest.raises(WuyeError) as caught:
        set_(office, words, value)
    assert caught.value.code == error
    assert says in str(caught.value)
    assert git(office, "rev-parse", "HEAD") == before
    assert git(office, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("typed", "limit"), [("30分钟", "30m"), ("４h", "4h"), ("10天", "10d"), ("2个工作日", "2wd")]
)
def test_limits_as_people_type_them(typed, limit):
    assert limit_typed(typed) == limit


# -- one manager ----------------------------------------------------------------------------------


def test_one_manager_changes_a_limit_in_one_go(office):
    made = set_(office, "light.indoor.resolve", "4h", start="12-01")
    shown = git(office, "show", "--stat", "--format=%an|%s", "HEAD")
    assert "李客服|standard set light.indoor.resolve 4h" in shown
    assert "records/approvals/categories/0001.yaml" in shown
    assert "standards/categories.yaml" in shown
    approval = made.proposal.approval
    assert (made.state, approval.customer, approval.part) == ("scheduled", "better", "terms")
    assert "D112" in approval.change_codes
    diff = git(office, "diff", "HEAD~", "--numstat", "--", "standards").split()
    assert diff[:2] == ["3", "1"]
    assert codes(office) == []
    written = read_plain((office.root / FOLDER / "categories/0001.yaml").read_bytes())
    assert_published(written, schema_of("approval", found_formats()))


def test_the_limit_holds_from_its_day_and_what_was_received_before_keeps_its_own(office):
    set_(office, "light.indoor.resolve", "4h", start="12-01")
    before = take(office.desk, "1号楼大堂 楼道灯不亮", Request(title=""))
    office.clock.at("2026-12-01 00:00")
    after = take(office.desk, "2号楼大堂 楼道灯不亮", Request(title=""))
    dues = {}
    for written in (before, after):
        _, facts = office.desk.look(office.desk.ticket(written.ticket.id))
        clock = next(c for c in facts.clocks if c.clock == "resolve")
        dues[written.ticket.id] = clock.due - written.ticket.received.instant
    assert list(dues.values()) == [8 * 3600, 4 * 3600]


def test_a_change_for_the_worse_waits_for_its_notice(office):
    with pytest.raises(RefusedError) as caught:
        set_(office, "emergency.ack", "10m", start="11-30")
    assert caught.value.facts["earliest"] == "2026-12-01"
    made = set_(office, "emergency.ack", "10m")
    assert made.proposal.approval.effective_from.date().isoformat() == "2026-12-01"
    assert made.state == "approved"
    office.clock.at("2026-11-25 00:00")
    assert codes(office) == ["Q036"]
    publishing.publish(office.desk, "tiers")
    assert codes(office) == ["Q036"]


def test_a_short_notice_needs_a_reason_and_stays_a_warning(office):
    set_(office, "emergency.ack", "10m", start="11-26", reasons=Reasons(short_notice="电梯大修"))
    found = check(office.desk.store, Asked(select=RULES), office.desk.now()).findings
    assert [(one.rule, one.severity) for one in found] == [("Q036", "warning")]


def test_what_reaches_back_needs_a_reason(office):
    with pytest.raises(RefusedError) as caught:
        set_(office, "light.indoor.resolve", "4h", start="2026-11-01")
    assert caught.value.code == "retroactive"
    reasons = Reasons(retroactive="合同自十一月起")
    set_(office, "light.indoor.resolve", "4h", start="2026-11-01", reasons=reasons)
    assert codes(office) == []


def test_hours_have_no_day_of_effect(office):
    with pytest.raises(RefusedError) as caught:
        set_(office, "office.mon-fri", "08:00-12:00,13:30-18:00", start="12-01")
    assert caught.value.code == "not_dated"
    made = set_(office, "office.mon-fri", "08:00-12:00,13:30-18:00")
    assert made.state == "in_force"
    assert codes(office) == []


def test_hand_edits_are_proposed_with_their_text(office):
    put(office, "standards/tiers.yaml", "label: 受理响应", "label: 受理和响应")
    made = propose(office.desk, ["等级"], Reasons(note="改字"))
    assert [one.approval.part for one in made] == ["wording"]
    assert git(office, "status", "--porcelain") == ""
    with pytest.raises(RefusedError) as caught:
        propose(office.desk, ["tiers"], Reasons())
    assert caught.value.code == "already_proposed"


def test_a_phone_in_a_reason_is_not_kept(office):
    reasons = Reasons(note="张女士 13800001234 来电要求")
    made = set_(office, "light.indoor.resolve", "4h", reasons=reasons)
    assert "13800001234" not in made.proposal.approval.proposed.reason
    assert "13800001234" not in git(office, "show", "HEAD")


def test_a_ticket_is_explained_under_another_version(office):
    written = take(office.desk, "3-1-502 厨房水管爆了", Request(title=""))
    set_(office, "emergency.ack", "4m")
    dues = {}
    for version in ("", "1", "2"):
        story = explain_ticket(office.desk, written.ticket.id, under=version)
        clock = next(one for one in story.stories if one.clock == "ack")
        dues[version] = (clock.due - written.ticket.received.at).total_seconds()
    assert dues == {"": 300, "1": 300, "2": 240}
    with pytest.raises(WuyeError) as caught:
        explain_ticket(office.desk, written.ticket.id, under="9")
    assert caught.value.code == "unknown_standards"


# -- four eyes ------------------------------------------------------------------------------------


def test_somebody_else_approves_what_was_reviewed(office):
    strict(office)
    made = set_(office, "light.indoor.resolve", "4h", start="12-01")
    assert (made.state, made.proposal.approval.missing) == ("draft", 1)
    seen = deciding.review(office.desk, "类别")
    assert (seen.state, seen.authors) == ("draft", (CLERK.mail,))
    with pytest.raises(RefusedError) as caught:
        deciding.approve(office.desk, "categories", seen.prints.content)
    assert caught.value.code == "four_eyes"
    office.actor = MANAGER
    with pytest.raises(ConflictError) as caught:
        deciding.approve(office.desk, "categories", "0" * 16)
    assert caught.value.code == "not_as_reviewed"
    done = deciding.approve(office.desk, "categories", seen.prints.content[:16])
    assert (done.state, done.missing) == ("scheduled", 0)
    assert git(office, "show", "--name-only", "--format=%an", "HEAD").split() == [
        "王经理",
        "records/approvals/categories/0001.yaml",
    ]
    with pytest.raises(RefusedError) as caught:
        deciding.approve(office.desk, "categories", seen.prints.content)
    assert caught.value.code == "already_approved"


def test_whoever_wrote_a_part_of_it_may_not_approve(office):
    strict(office)
    office.actor = MANAGER
    put(
        office,
        "standards/categories.yaml",
        "simple: [8h, always], complex: [48h",
        "simple: [7h, always], complex: [48h",
    )
    commit(office, "standards/categories.yaml")
    office.actor = CLERK
    made = set_(office, "light.indoor.resolve", "4h", start="12-01")
    office.actor = MANAGER
    with pytest.raises(RefusedError) as caught:
        deciding.approve(office.desk, "categories", made.proposal.approval.content)
    assert caught.value.code == "four_eyes"


def test_a_text_edited_after_the_review_is_not_approved(office):
    strict(office)
    made = set_(office, "light.indoor.resolve", "4h", start="12-01")
    office.actor = MANAGER
    put(office, "standards/categories.yaml", "[4h, always]", "[3h, always]")
    with pytest.raises(ConflictError) as caught:
        deciding.approve(office.desk, "categories", made.proposal.approval.content)
    assert caught.value.code == "not_as_reviewed"
    commit(office, "standards/categories.yaml")
    assert deciding.review(office.desk, "categories").state == "draft"


def test_a_draft_in_force_is_an_error_and_is_approved_late_for_a_reason_only(office):
    strict(office)
    made = set_(office, "light.indoor.resolve", "4h", start="12-01")
    assert codes(office, but=POLICY) == []
    office.clock.at("2026-12-01 09:00")
    assert codes(office, but=POLICY) == ["Q030"]
    office.actor = MANAGER
    content = made.proposal.approval.content
    with pytest.raises(RefusedError) as caught:
        deciding.approve(office.desk, "categories", content)
    assert caught.value.code == "retroactive"
    deciding.approve(office.desk, "categories", content, retroactive="经理出差")
    assert codes(office, but=POLICY) == []


def test_roles_count_once_there_are_staff(office):
    staff = office.root / "records/staff"
    staff.mkdir(parents=True, exist_ok=True)
    for name, role, mail in (("s-li", "desk", CLERK.mail), ("s-wang", "manager", MANAGER.mail)):
        (staff / f"{name}.yaml").write_text(
            f'schema: "staff/1"\nid: "{name}"\nname: "x"\nmail: "{mail}"\nrole: "{role}"\n'
        )
    commit(office, "records/staff")
    with pytest.raises(RefusedError) as caught:
        set_(office, "light.indoor.resolve", "4h", start="12-01")
    assert caught.value.code == "E_NO_RIGHT"
    office.actor = MANAGER
    made = set_(office, "light.indoor.resolve", "4h", start="12-01")
    approval = made.proposal.approval
    assert (made.state, approval.proposed.by) == ("scheduled", "s-wang")


def test_a_founded_store_owes_no_approval_but_a_changed_text_does(office):
    strict(office, four_eyes="false", notice="0d")
    assert [code for code in codes(office) if code == "Q030"] == ["Q030"]  # the policy itself
    propose(office.desk, ["policy"], Reasons())
    deciding.approve(office.desk, "policy", deciding.review(office.desk, "policy").prints.content)
    assert codes(office) == []
    put(office, "standards/tiers.yaml", "ack: [5m, always]", "ack: [4m, always]")
    assert codes(office) == ["Q030"]


# -- back and after -------------------------------------------------------------------------------


def test_what_is_withdrawn_before_its_day_never_holds(office):
    set_(office, "light.indoor.resolve", "4h", start="12-01")
    with pytest.raises(CallError):
        deciding.withdraw(office.desk, "categories", " ")
    done = deciding.withdraw(office.desk, "categories", "再议")
    assert (done.state, done.restored) == ("withdrawn", True)
    assert codes(office) == []
    office.clock.at("2026-12-02 09:00")
    category = office.desk.rules.categories.categories["light.indoor"]
    assert str(category.limits["resolve"]["simple"].limit) == "8h"


def test_tiers_taken_back_before_their_day_never_hold(office):
    set_(office, "emergency.ack", "4m", start="12-01")
    deciding.withdraw(office.desk, "tiers", "再议")
    office.clock.at("2026-12-02 09:00")
    book = office.desk.rules.book_at(office.desk.now())
    assert (book.version, str(book.tiers["emergency"].targets["ack"].limit)) == ("1", "5m")


def test_a_later_version_lets_an_earlier_one_have_its_days(office):
    set_(office, "light.indoor.resolve", "4h", start="12-01")
    set_(office, "light.indoor.resolve", "3h", start="12-10")
    limits = []
    for at in ("2026-11-30 09:00", "2026-12-05 09:00", "2026-12-10 00:00"):
        office.clock.at(at)
        category = office.desk.rules.categories.categories["light.indoor"]
        limits.append(str(category.limits["resolve"]["simple"].limit))
    assert limits == ["8h", "4h", "3h"]
    states = [one.state for one in looking_back.log(office.desk, "categories").versions]
    assert states == ["in_force", "superseded"]


def test_what_is_in_force_cannot_be_withdrawn(office):
    set_(office, "light.indoor.resolve", "4h", start="11-25")
    office.clock.at("2026-11-25 09:00")
    with pytest.raises(RefusedError) as caught:
        deciding.withdraw(office.desk, "categories", "再议")
    assert caught.value.code == "in_force_already"


def test_a_clause_is_blamed_by_its_name_and_not_by_its_line(office):
    file = office.root / "standards/categories.yaml"
    file.write_text(
        "# 一行\n"
        + file.read_text().replace(
            "simple: [8h, always], complex: [24h", 'simple: ["480m", always], complex: [24h'
        )
    )
    commit(office, "standards/categories.yaml")
    made = set_(office, "light.indoor.resolve.complex", "4h")
    found = {one.key: one for one in looking_back.blame(office.desk, "categories", "light.indoor")}
    start = "categories.light.indoor.limits.resolve."
    assert found[start + "complex"].commit == made.proposal.commit
    assert found[start + "simple"].subject.startswith("init")
    assert {one.at.utcoffset() for one in found.values()} == {office.clock.now().utcoffset()}
    assert "categories.light.outdoor.label" not in found
    with pytest.raises(WuyeError) as caught:
        looking_back.blame(office.desk, "categories", "no.such")
    assert caught.value.code == "no_such_clause"


def test_a_notice_is_verified_in_every_form_and_found_altered(office):
    set_(office, "light.indoor.resolve", "4h", start="12-01")
    notice, written = publishing.publish(office.desk, "categories")
    assert written
    for form in (as_text, as_markdown, as_html):
        text = form(notice)
        good = publishing.verify(office.desk, text, renderings)
        assert (good.holds, good.unaltered, good.state) == (True, True, "scheduled")
        bad = publishing.verify(office.desk, text.replace("4 小时", "9 小时"), renderings)
        assert (bad.holds, bad.unaltered) == (False, False)
    again, nothing = publishing.publish(office.desk, "categories")
    assert (again.published, nothing) == (notice.published, "")
    forged = notice.mark[:-1] + ("0" if notice.mark[-1] != "0" else "1")
    assert not publishing.verify(office.desk, forged, renderings).known
    with pytest.raises(CallError):
        publishing.verify(office.desk, "随便写的", renderings)


def test_a_posted_notice_grows_stale(office):
    set_(office, "light.indoor.resolve", "4h", start="11-25")
    notice, _ = publishing.publish(office.desk, "categories")
    office.clock.at("2026-11-26 09:00")
    assert codes(office) == []
    set_(office, "light.indoor.resolve", "3h", start="11-27")
    office.clock.at("2026-11-27 09:00")
    assert codes(office) == ["Q019"]
    stale = publishing.verify(office.desk, notice.mark, renderings)
    assert (stale.holds, stale.state, stale.now) == (False, "superseded", "3")


def test_a_hostile_label_stays_text_in_the_notice(office):
    put(office, "standards/categories.yaml", "label: 楼内照明", 'label: "<script>x</script> *灯*"')
    commit(office, "standards/categories.yaml")
    set_(office, "light.indoor.resolve", "4h")
    notice, _ = publishing.publish(office.desk, "categories")
    assert "<script>" not in as_html(notice)
    assert "\\*灯\\*" in as_markdown(notice)


def test_what_comes_is_listed_by_day(office):
    set_(office, "emergency.ack", "10m")
    found = [(one.what, one.standard, one.days) for one in keeping.due(office.desk, 10)]
    assert found == [("notice", "tiers", 0), ("starts", "tiers", 7)]


def test_hours_changed_after_the_tiers_were_approved_are_a_drift(office):
    set_(office, "general.resolve", "2wd")
    assert codes(office) == []
    put(office, "standards/calendars/office.yaml", "mon-fri:", "mon-thu:")
    assert "T017" in codes(office)


def test_every_approval_is_read_back_as_it_was_written(office):
    set_(office, "emergency.ack", "10m", reasons=Reasons(note="试"))
    for path, _ in office.desk.store.list_tree(FOLDER):
        approval, problems = read_approval(path, read_plain(office.desk.store.read(path)))
        assert problems == []
        assert approval == units.approvals_of(office.desk, "tiers")[0]


def test_a_text_that_was_approved_and_changed_since_has_lost_its_approval(office):
    def told(*words):
        asked = Diffed(words=words)
        here = str(office.root)
        compared, _ = compare_asked(office.desk.store, asked, now=office.desk.now(), here=here)
        return [(one.code, one.standard) for one in compared.changes if one.code == "D606"]

    git(office, "tag", "before")
    set_(office, "light.indoor.resolve", "4h", start="12-01")
    git(office, "tag", "approved")
    assert told("before..approved") == []
    file = office.root / "standards/categories.yaml"
    text = file.read_text()
    file.write_text("# another comment\n" + text)
    assert told() == []
    put(office, "standards/categories.yaml", "4h", "9h")
    assert told() == told("approved") == [("D606", "categories")]
    commit(office, "standards")
    assert told("approved..HEAD") == [("D606", "categories")]
    assert told("HEAD..approved") == []
    assert told("before..HEAD") == []
