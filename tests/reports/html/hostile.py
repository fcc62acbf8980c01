"""Texts that try to become markup, and a result in which every text is replaced by another."""

from dataclasses import fields, is_dataclass, replace

from e911audit.values import Status

WORDS = {*Status, "ahead", "past", "cancelled"}
"""Texts that the program itself chooses and compares."""

ATTACKS = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "</style><script>alert(3)</script>",
    "</title><script>alert(4)</script>",
    "</textarea><img src=x onerror=alert(5)>",
    "<img src=x onerror=alert(6)>",
    "<img src='http://192.0.2.1/7.png'>",
    "<svg onload=alert(8)>",
    "<svg><script href='http://192.0.2.1/9.js'/></svg>",
    "</svg><iframe src='javascript:alert(10)'></iframe>",
    '" onmouseover="alert(11)',
    "' onmouseover='alert(12)",
    '" autofocus onfocus="alert(13)" x="',
    '"><script>alert(14)</script>',
    "'><b>15</b>",
    "` onclick=alert(16)",
    "<a href='javascript:alert(17)'>17</a>",
    "javascript:alert(18)",
    "<base href='http://192.0.2.1/'>",
    "<meta http-equiv='refresh' content='0;url=http://192.0.2.1/20'>",
    "<link rel=stylesheet href='http://192.0.2.1/21.css'>",
    "<style>@import 'http://192.0.2.1/22.css';</style>",
    "<div style='background:url(http://192.0.2.1/23)'>",
    "<form action='http://192.0.2.1/'><button>24</button></form>",
    "<input autofocus onfocus=alert(25)>",
    "<details open ontoggle=alert(26)>",
    "<video><source onerror=alert(27)></video>",
    "<object data='http://192.0.2.1/28'></object>",
    "<embed src='http://192.0.2.1/29'>",
    "<math><mi xlink:href='javascript:alert(30)'>x</mi></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(31)>'>",
    "<!-- 32",
    "-->33<b>",
    "<![CDATA[<script>alert(34)</script>]]>",
    "<?php echo 35 ?>",
    "{{ 7 * 36 }}",
    "{% for x in range(37) %}x{% endfor %}",
    "{{ ''.__class__.__mro__ }}38",
    "&lt;script&gt;alert(39)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(40)&#62;",
    "&quot; onclick=&quot;alert(41)",
    "\u202e<b>42</b>\u2066",
    "\x00<scr\x00ipt>alert(43)</scr\x00ipt>",
    "\ud83c<i>44</i>",
    "\uff1cscript\uff1ealert(45)\uff1c/script\uff1e",
    "<scr<script>ipt>alert(46)</scr</script>ipt>",
    "<IMG SRC=x\nONERROR\n=\nalert(47)>",
    "</td></tr></table><table><tr><td onclick=alert(48)>",
    "</p></div></main></body></html><script>alert(49)</script>",
    "<template><script>alert(50)</script></template><portal src='http://192.0.2.1/'>",
)


class Swap:
    """Replaces each text by its number and what ``told`` makes of the number; equal texts stay equal."""

    def __init__(self, told) -> None:
        self.told = told
        self.numbers = {}

    def __call__(self, value):
        """The value with every text in it replaced."""
        if type(value) is str and value and value not in WORDS:
            number = self.numbers.setdefault(value, len(self.numbers))
            return f"{number:04}{self.told(number)}"
        if type(value) is tuple:
            return tuple(map(self, value))
        if is_dataclass(value):
            return replace(value, **{field.name: self(getattr(value, field.name)) for field in fields(value)})
        return value


def plain(result):
    """The result with harmless texts."""
    return Swap(lambda _number: "plain")(result)


def attacked(result, first=0, count=1):
    """The result with attacks in every text: in turn as many as ``count``, from the first on."""
    return Swap(lambda number: ATTACKS[(first + number % count) % len(ATTACKS)])(result)
