"""Strings somebody types to see what breaks, or who does not know that they do."""

BREAK_OUT = "zq'\"></title></textarea></script><zqk zqk=1 onzqk=1><script>zqk()</script>"
ATTRIBUTE = 'zq" onzqk="zqk()" style="zqk" zqk=\'`><svg/onload=zqk()>'
COMMENT = "zq--><!--><![CDATA[<zqk>]]><iframe srcdoc='<zqk>'><style>*{zqk:1}</style><base href=//zqk>"
TEMPLATE = "zq{{7919*7907}}{%zqk%}${7919*7907}#{7919*7907}<%=7919*7907%>{{config}}{{request|attr('user')}}%(zqk)s{zqk}"
ENTITY = "zq&lt;zqk&gt;&#60;zqk zqk=1&#62;&NewLine;&colon;\\u003czqk\\u003e%3Czqk%3E"
ADDRESS = "zq javascript:zqk() data:text/html,<zqk> vbscript:zqk [x](javascript:zqk()) <javascript:zqk()>"

BITING = {
    "break out": BREAK_OUT, "attribute": ATTRIBUTE, "comment": COMMENT, "template": TEMPLATE, "entity": ENTITY,
    "address": ADDRESS,
}  # fmt: skip
COMPUTED = str(7919 * 7907)

STRANGE = {
    **BITING,
    "header lines": "Samir\r\nBcc: tous@exemple.fr\r\n\r\nBonjour",
    "one line feed": "Samir\nBcc: tous@exemple.fr",
    "line separators": "Samir\u2028Bcc:\u2029x\x85y\x0bz\x0c",
    "calendar lines": "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:zqk",
    "right to left": "\u202egnp.exe\u202c \u2066abc\u2069 \u200f",
    "invisible": "\u200b\u200c\u200d\ufeff\u2060\u00ad",
    "only spaces": " \t\u00a0\u202f\u3000 ",
    "astral": "𝕵𝖊𝖆𝖓𝖓𝖊 𠜎 🧑🏽‍🤝‍🧑🏻 👩‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "lone surrogate": "a\ud800b\udfffc",
    "zero": "a\0b\0",
    "control": "".join(map(chr, range(1, 32))) + "\x7f\x9b31m",
    "zalgo": "Z" + "\u0300\u0315\u0327\u0334" * 400,
    "megabyte": "é" * 500_000,
    "one long word": "x" * 20_000,
    "wildcards": "%_%\\_[^]*?",
    "quotes": "'; DROP TABLE members_member; -- \" ` \\",
    "paths": "../../../etc/passwd\\..\\..\\C:\\con .. . /",
    "formats": "%s%n%x%(name)s{0}{0.__class__}${IFS}$(id)`id`",
    "brackets": "[" * 10_000,
    "links": "[a](b " * 3_000,
    "emphases": "*a_ " * 3_000 + "**" * 3_000,
    "quotes in quotes": ">" * 5_000 + "a",
    "lists in lists": "".join("  " * depth + "- a\n" for depth in range(400)),
    "backticks": "".join("`" * length + " " for length in range(150)),
    "tables": ("|" * 200 + "\n") * 50,
    "entities": "&" * 10_000,
    "angle": "<" * 10_000,
    "references": "\n".join(f"[a{n}]: b" for n in range(500)) + "[a0]" * 500,
    "formula": "=cmd|'/c calc'!A1",
    "tab formula": "\t=1+1",
    "wide formula": "＝1+1",
    "arabic digits": "٠٦٣٩٩٨١٢٣٤",
    "superscript": "²³¹½Ⅷ",
    "endless number": "9" * 400,
    "odd number": "1e400",
    "not a number": "NaN",
    "minus nothing": "-0",
    "infinite": "Infinity",
    "year one": "01/01/0001",
    "year 9999": "31/12/9999",
    "no such day": "31/02/2027",
    "leap second": "23:59:60",
    "no such hour": "25 h 99",
    "turkish": "İıſßﬀǅ",
    "mail": "\"a b\"@[127.0.0.1]",
    "long mail": "a" * 64 + "@" + "b." * 120 + "fr",
    "wide mail": "jeanne＠exemple．fr",
    "telephone": "+999999999999999999999",
    "json": '{"a": [' * 200,
    "python": "__import__('os').system('id')",
}  # fmt: skip
