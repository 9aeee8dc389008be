"""One spelling for matching: full-width marks to ASCII, Traditional characters to Simplified.

Every function keeps the length, so that a place in the plain text is a place in the typed one, and
what is kept of a line are its own characters.
"""

from __future__ import annotations

_PAIRS = (
    "棟栋號号樓楼單单門门間间業业價价約约無无電电訪访滿满見见東东廚厨龍龙頭头壞坏燈灯車车庫库處处報报層层場场廳厅側侧邊边廁厕衛卫設设備备陽阳臺台關关開开閉闭聲声響响"
    "異异機机動动員员師师區区經经隊队長长護护綠绿絕绝續续結结帳账賬账費费錢钱維维換换應应請请轉转給给發发現现點点鐘钟時时週周禮礼後后過过還还進进達达離离遲迟貓猫鬧闹"
    "裝装鑽钻牆墙磚砖頂顶滲渗濕湿積积溝沟陰阴馬马閥阀煙烟燒烧氣气觸触線线閘闸斷断網网絡络對对講讲鎖锁鑰钥壓压熱热災灾傷伤暈晕賊贼險险緊紧訴诉訢欣詢询諮咨議议謝谢揚扬"
    "務务態态職职責责罰罚樹树葉叶蟲虫螞蚂蟻蚁掃扫潔洁髒脏爛烂塗涂畫画廣广貼贴佔占擋挡鄰邻戶户戸户親亲爺爷媽妈嬸婶總总紙纸簽签籤签認认證证據据銷销併并複复復复類类級级"
    "別别調调補补勸劝聽听註注記记錄录歸归檔档辦办嗎吗麼么兩两萬万個个們们這这裡里裏里麵面豐丰從从來来會会體体國国學学實实與与爲为為为當当將将獨独歲岁殘残趙赵孫孙吳吴"
    "鄭郑馮冯陳陈蔣蒋韓韩楊杨許许呂吕張张劉刘羅罗畢毕鄧邓蕭萧賀贺龔龚嚴严鍾钟譚谭陸陆盧卢賈贾鄒邹閻阎範范餘余廠厂幹干決决雜杂鬥斗顯显難难雙双變变聯联繫系話话郵邮隨随"
    "選选運运連连遊游適适鄉乡醫医釋释釘钉針针鈴铃錯错鐵铁鏽锈銹锈鋼钢鋁铝陣阵際际隱隐雲云霧雾靜静項项須须預预題题額额顏颜風风飛飞飄飘餵喂驗验驚惊髮发魚鱼鳥鸟鹽盐麗丽"
    "黃黄黨党齊齐齡龄龜龟嘔呕嚇吓圍围圖图團团塊块墜坠夠够奪夺婦妇寢寝寫写寬宽島岛嶺岭帶带幾几廢废強强彈弹彌弥徑径懸悬戲戏擁拥擇择擊击擔担攔拦敗败敵敌斃毙晝昼暫暂權权"
    "歡欢歷历殺杀氾泛沖冲況况滅灭潑泼潛潜澆浇煩烦燙烫爭争牽牵狀状獎奖環环產产療疗盜盗監监盤盘睏困礙碍穩稳窩窝競竞筆笔節节糾纠紅红純纯紛纷終终組组細细絲丝綁绑綜综緣缘"
    "縫缝縮缩縱纵織织繞绕繩绳罵骂習习聞闻肅肃脈脉腳脚臨临舉举舊旧艙舱藍蓝藥药蘇苏虛虚蝕蚀衝冲襪袜規规視视覺觉觀观訂订計计討讨訊讯訓训評评詞词試试該该詳详誤误說说誰谁"
    "課课論论識识譯译讓让貨货販贩貴贵買买貸贷賠赔賣卖質质購购贈赠趕赶跡迹踐践軌轨軟软較较載载輕轻輛辆輪轮輸输辭辞農农違违"
)
_TABLE = str.maketrans(dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)))
_MARKS: dict[int | str, int | str] = {"—": "-", "–": "-", "﹣": "-", "−": "-", "〜": "~"}
_BLANKS = "\x1c\x1d\x1e\x1f\x85\xa0\u1680\u3000\ufeff" + "".join(
    map(chr, (*range(0x2000, 0x2010), *range(0x2028, 0x2030), *range(0x205F, 0x2070)))
)
"""Blanks of all widths, and marks without any that come with text copied from a phone."""
_WIDE = str.maketrans(
    _MARKS | dict.fromkeys(_BLANKS, " ") | {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
)


def plain(text: str) -> str:
    """Return the text as the tables of words spell it, character for character.

    Example:
        >>> plain("１７　訪 滿意")
        '17 访 满意'
    """
    return "".join(low if len(low := char.lower()) == 1 else char for char in simplified(text))


def simplified(text: str) -> str:
    """Return the text with half-width marks and Simplified characters, its capitals kept."""
    return text.translate(_WIDE).translate(_TABLE)
