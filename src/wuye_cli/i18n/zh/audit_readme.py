"""The Chinese readme of a pack for a third party."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "readme": """# {estate} 核查包 {period}

期间 {first} 至 {last}（{zone}）[[。打包时 {open} 之后还没有提交，可能还会添。]]

- 提交 {commits} 个：`commits.json`（谁、何时、说明、尾注、改了哪些文件），原件在 `git/objects.pack`
- 本期动过的工单 {ticket} 张：`records/tickets/`，内容是期末的样子；事件只增不改，历史都在文件里
- 期末施行的标准 {standard} 份：`standards/`；本期内被换下的旧文 {earlier} 份：`earlier/`
- 标准的批准 {approval} 份：`records/approvals/`；存证 {checkpoint} 份：`records/checkpoints/`
- 清单 `manifest.json`：每个文件的 sha256、git 编号（blob）、它所在的提交；`SHA256SUMS`：全部文件的校验和

期末提交：`{commit}`
[[期初之前的最后一个提交：`{before}`
]][[
没有放进来的（`left_out`）：{left_out}
]]
住户的姓名、电话、证件号不在包里：只有编号（p-…）。打包前查过电话和证件号，查到就不打包。[[打包的电脑上没有{names}的住户资料，所以没有按姓名查。]]

## 不用 wuye 怎么核对

需要 `sha256sum` 和 `git`。在本目录里：

1. 文件有没有被改过：

       sha256sum -c SHA256SUMS

2. 文件是不是库里的那一个。先让 git 重新计算每个对象的编号：

       git init -q check
       git -C check unpack-objects -q < git/objects.pack

   再比两个编号，应当相同[[，例如：

       git hash-object {example}
       git -C check rev-parse {example_at}]]

   其他文件照此办理：`manifest.json` 里 `path` 是文件，`commit` 和 `of` 是它在库里的位置，`blob` 是编号。

3. 提交是不是一条没有断过的链。每个提交的编号由内容算出，内容里有它的前一个：

       git -C check cat-file -p {commit}

   往前一个个看 `parent`，与 `commits.json` 对照。[[签了名的提交，可以用 `{signers}` 验：

       git -C check -c gpg.format=ssh -c gpg.ssh.allowedSignersFile="$PWD/{signers}" verify-commit {commit}]]

4. 期末提交 `{commit}` 是不是真的：与别处留下的对，例如业委会手里的存证、上一期或下一期的核查包（下一期的 `before` 就是这一期的 `commit`）。

装了 wuye 的，一条命令做完 1 到 3：`wuye audit pack --verify 文件`

## 这个包不能证明什么

- 期末提交之外的证据要从别处来：自己造一整套历史的人，也能造一个自洽的包。
- 期间按提交在历史里的位置划分，不只看它自称的日期；别的席位晚交来的，算在交来的那一期。
- 事件是否只增不改、每一步是否合规，由 `wuye audit verify` 在完整的库上核查。
""",
}
