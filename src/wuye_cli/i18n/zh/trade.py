"""Chinese sentences for steps that a rule of the trade refuses."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "E_EVENT_ORDER": "{event}（{at}）不能早于{after}[[（{after_at}）]]。请核对时间，用 --at 写明实际发生的时刻",
    "E_STEP_PASSED": "已经{before}（{before_at}），不能再记{event}（{at}）：它在前。确实先发生的，用 --at 写明时刻；要换人，用 wuye transfer",
    "E_RESTED_ON": "不能撤：撤了以后，{before}（{before_at}）就早于{event}（{at}）了。请先撤{before}",
    "E_STEPS_OPEN": "还不能{event}，尚缺：{missing}。请先补记这些步骤[[；经过见：wuye ticket show {id}]]",
    "E_ILLEGAL_STEP": "工单处于“{status}”，不能{event}。[[现在可以：{allowed}]]",
    "E_CLOSED": "工单 {id} 已是“{status}”，不能再记。确需继续请重开：wuye ticket reopen {id}",
    "E_PAUSE_BEFORE_ACK": "还没有答复来电人，不能暂停。请先：wuye ticket ack 工单号",
    "E_PAUSE_NEEDS_UNTIL": "暂停要写明到何时为止。请加上：--until 时间",
    "E_PAUSE_TOO_LONG": "理由“{reason}”最多只能暂停 {longest}。请把 --until 改早",
    "E_PAUSE_NOT_AGREED": "理由“{reason}”要住户同意了日期才能停表。征得同意后请加上：--agreed",
    "E_NOT_PAUSED": "工单 {id} 没有在暂停，不需要恢复。现状见：wuye ticket show {id}",
    "E_REOPEN_WINDOW": "重开期限到 {until} 为止，已经过了。请另开一张：wuye ticket new",
    "E_ACCEPTED_ALREADY": "{person} 已经接了这张单。确需换人请转派：wuye ticket transfer 工单号 --to 姓名",
    "E_SELF_VISIT": "{person} 做过这张工单的{steps}，不能自己回访。请换一位同事：wuye visit 工单号 --who 姓名",
    "E_NOBODY_TO_VISIT": "{id} 是匿名意见，没有人可以回访。请张贴答复（wuye say {id} notice），再现场核验：wuye ticket verify {id} --result 结果",
    "E_NEEDS_APPROVAL": "{event}要主管批准。请由主管执行，或用 --approved-by 写明批准人",
    "E_CORRECTION_WINDOW": "改正期已过[[（受理后 {window} 内）]]，不能再当作录入错误。请改用：wuye ticket regrade 工单号",
    "E_CALENDAR_YEAR_MISSING": "日历 {calendar} 没有 {year} 年的放假安排，算不出确切期限。国务院通知公布后请补上，再运行：wuye calendar check",
    "E_CALENDAR_NEVER_OPEN": "日历 {calendar} 长时间没有一个工作时刻，期限无从算起。请检查：wuye calendar show {calendar}",
    "E_MISSING_FIELD": "{event}还缺“{field}”。请补上再记；选项见这条命令的 --help",
    "E_UNDO_NOT_YOURS": "最后一步不是您记的，不能撤。请本人或主管撤；经过见：wuye ticket show 工单号",
    "E_UNDO_TOO_LATE": "只能撤 {minutes} 分钟内自己记的。过时请主管撤，或再记一步改正",
    "E_NOTHING_TO_UNDO": "没有可以撤的步骤。经过见：wuye ticket show 工单号",
    "E_FUTURE": "{event}的时间 {at} 在将来，不能记。请核对 --at",
    "E_PAUSE_BACKDATED": "暂停的起点已过去 {minutes} 分钟以上，需要凭据（--src）或批准人（--approved-by）",
}
