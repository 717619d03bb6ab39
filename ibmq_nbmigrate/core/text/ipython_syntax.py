r"""IPython syntax, masked one to one: a cell in, Python of the same length out.

A notebook cell is IPython: ``%magic``, ``%%magic``, ``!command``, ``x = !command``, ``obj?``. `mask`
replaces what Python cannot read with something it can, character for character, newlines at the same
places. A position in the mask is therefore a position in the cell, and nothing is ever unmasked::

    %matplotlib inline              0#atplotlib inline
    files = !ls {folder}            files = 0#s {folder}
    IBMQ.load_account?              IBMQ.load_account#
    %time job = run(qc)             0;    job = run(qc)
    %%capture out                   #%capture out

What counts as IPython syntax follows ``IPython.core.inputtransformer2`` (IPython 7 and later), which is
not imported: that takes a tenth of a second. Two kindnesses beyond it: automagic lines
(``pip install x``) count in cells of more than one line, and trailing blanks after ``obj?`` are allowed.

A cell that is indented as a whole, and lines pasted with prompts (``>>>``, ``In [1]:``), are read as
IPython reads them: the extra columns become blanks that end in a form feed, which sets Python's count
of the indentation back to zero. ``ast`` reads that.
"""

from __future__ import annotations

import ast
import keyword
import re
import warnings

from msgspec import Struct


class Magic(Struct, frozen=True):
    """One piece of IPython syntax.

    kind: ``line`` (also automagic lines and the escapes ``/``, ``,`` and ``;``), ``cell``, ``shell``
    or ``help``.
    name: the magic's name without percent signs; ``!`` or ``!!``; ``?`` or ``??``.
    start, end: the whole of it in the cell, without its newline. A cell magic's is its first line.
    arguments, arguments_start: the text after the name, and where it begins; for help the object.
    """

    kind: str
    name: str
    start: int
    end: int
    arguments: str
    arguments_start: int


class Masked(Struct, frozen=True):
    """A cell as Python.

    python: as long as the cell, newlines at the same places; it parses if the cell was valid IPython.
    magics: what was masked, in order.
    foreign: the cell is of another language (``%%bash``, ``%%html``, an unknown ``%%magic``); its
    `python` is all comments.
    """

    python: str
    magics: tuple[Magic, ...]
    foreign: bool


# fmt: off
PYTHON_CELL_MAGICS = frozenset({
    # IPython's own and those of widely used profilers and checkers
    "capture", "code_wrap", "debug", "lprun", "memit", "mprun", "prun", "py", "python",
    "python3", "time", "timeit",
    "black", "flake8", "heat", "interact", "ipytest", "mypy", "pycodestyle", "pyinstrument", "scalene",
    "snakeviz", "typecheck",
    # Qiskit's, and this package's
    "qiskit_job_status", "qiskit_progress_bar", "ibmq_migrate",
})
# fmt: on
"""Cell magics whose body is Python; any other makes the cell foreign."""

_OPTIONS_WITH_VALUE = {
    "debug": "b",
    "lprun": "fmDTuz",
    "memit": "rti",
    "mprun": "fT",
    "prun": "DlsT",
    "time": "",
    "timeit": "nrv",
}
"""Magics whose arguments are options, then Python; each with its options that take a value."""

_AUTOMAGIC = (
    "autoreload|cat|cd|conda|config|cp|debug|env|less|load_ext|ls|ll|mamba|matplotlib|memit|mkdir|mv"
    "|pip|prun|pylab|reload_ext|rm|rmdir|run|time|timeit|uv|who|whos"
)

_LINE_START = re.compile(
    rf"\n[ \t\f]*(?:[%!?,;/]|>>>|\.{{3,}}:|(?:\[(?:nav|ins)\]\ )?In\ \[|(?:{_AUTOMAGIC})[ \t])"
)
_ASSIGNED = re.compile(r"=(?:[ \t]|\\\r?\n)*[%!]")
_HELP_END = re.compile(r"\?[ \t]*\r?(?:\n|\Z)")

_TOKEN = re.compile(
    r"""(?P<skip>   \#[^\r\n]*
                 |  \"{3}[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*(?:\"{3}|\Z)
                 |  '{3}[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*(?:'{3}|\Z)
                 |  "[^"\\\r\n]*(?:\\(?:\r\n|.)[^"\\\r\n]*)*(?:"|(?=[\r\n])|\Z)
                 |  '[^'\\\r\n]*(?:\\(?:\r\n|.)[^'\\\r\n]*)*(?:'|(?=[\r\n])|\Z)
                 |  [-+*/%&|^@:=!<>]=       )
      | (?P<open>   [(\[{]                  )
      | (?P<close>  [)\]}]                  )
      | (?P<joined> \\(?:\r\n|\r|\n)        )
      | (?P<end>    \r\n|\r|\n              )
      | (?P<assign> =                       )
      | (?P<help>   \?\??[ \t]*(?=[\r\n]|\Z))""",
    re.VERBOSE | re.DOTALL,
)
"""What matters for finding the end of a logical line; an unended string ends with its line or cell."""

_BLANKS = re.compile(r"[ \t\f]*")
_LINE = re.compile(r"[^\r\n]*")
_NEWLINE = re.compile(r"\r\n|\r|\n")
_CONTINUED_LINE = re.compile(r"[^\r\n]*(?:(?<=\\)(?:\r\n|\r|\n)[^\r\n]*)*")
_EMPTY_LINES = re.compile(r"(?:[ \t\f]*(?:\r\n|\r|\n))*")
_INDENT = re.compile(r"^([ \t]*)\S", re.MULTILINE)
_NAME = re.compile(r"\S*")
_CELL_MAGIC = re.compile(r"%%(?!\w+\?)(\S*)")
_ASSIGNED_MAGIC = re.compile(r"(?:[ \t]|\\(?:\r\n|\r|\n))*(%[ \t]*(?=[^\W\d])|!!?)")
_AUTOMAGIC_LINE = re.compile(
    rf"({_AUTOMAGIC})[ \t]+(?!(?:and|else|for|if|in|is|not|or)\b)(?=[\w./~$\"'%!{{-])(?!-[ \t=])[^\r\n]*"
)
_HELP_TARGET = re.compile(r"(%{0,2}(?!\d)[\w*]+(?:\.(?!\d)[\w*]+|\[-?[0-9]+\])*)(\?{1,2})[ \t]*\Z")
_DOTTED_NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*[ \t]*\Z")
_CLASSIC_PROMPT = re.compile(r"[ \t]*>>>[ \t]?")
_CLASSIC_CONTINUATION = re.compile(r"[ \t]*\.\.\.(?!\.*:)[ \t]?")
_IPYTHON_PROMPT = re.compile(r"(?:(?:\[(?:nav|ins)\])?\ )?In\ \[\d+\]:\ |[ \t]*\.{3,}:\ ?")


def mask(source: str) -> Masked:
    """Mask the IPython syntax of a cell. Plain Python comes back as it is; raises nothing for any text."""
    # "In [1]: x = 1" happens to be Python too, an annotation; IPython sees its prompt.
    if not _may_hold_syntax(source) or (not _IPYTHON_PROMPT.match(source) and _parses(source)):
        return Masked(source, (), False)
    masker = _Masker(source)
    masker.cell()
    return Masked(masker.masked(), tuple(masker.magics), masker.foreign)


def _may_hold_syntax(source: str) -> bool:
    """The fast path: whether any line looks as if it had IPython syntax in it."""
    return (
        source[:1].isspace()
        or _LINE_START.search("\n" + source) is not None
        or (("!" in source or "%" in source) and _ASSIGNED.search(source) is not None)
        or ("?" in source and _HELP_END.search(source) is not None)
        or ("\r" in source and "\r" in source.replace("\r\n", ""))
    )


def _parses(source: str, mode: str = "exec") -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes are the author's business
        try:
            ast.parse(source, mode=mode)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
    return True


class _Masker:
    """Walks over one cell, line by line, and collects the places to mask."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.magics: list[Magic] = []
        self.foreign = False
        self._pieces: list[str] = []
        self._done = 0
        self._margin = 0
        self._classic = False
        self._ipython = False

    def masked(self) -> str:
        return "".join(self._pieces) + self.source[self._done :]

    def cell(self) -> None:
        """Mask the whole cell; the body of a cell magic is a cell again."""
        source = self.source
        start = 0
        while True:
            start = _match_end(_EMPTY_LINES, source, start)
            self._margin = _common_margin(source, start)
            self._classic = False
            self._ipython = self._has_ipython_prompt(start)
            magic = _CELL_MAGIC.match(source, self._head(start))
            if magic is None:
                break
            start = self._cell_magic(start, magic)
        while start < len(source):
            start = self._line(start)

    def _cell_magic(self, start: int, magic: re.Match[str]) -> int:
        source = self.source
        head, name = magic.start(), magic[1]
        end = _match_end(_LINE, source, head)
        arguments_start = _match_end(_BLANKS, source, magic.end())
        self._add("cell", name, head, end, arguments_start)
        if name not in PYTHON_CELL_MAGICS:
            self.foreign = True
            self._pieces, self._done = [], 0  # a line of %%time above belongs to a cell that is no Python
            self._comment_lines(0, len(source))
            return len(source)
        code = self._code_start(name, arguments_start, end)
        if code is None:
            self._replace(start, start + 1, "#")
        else:
            self._blank(start, head)
            self._replace(head, code, "0;".ljust(code - head))
        return _after_newline(source, end)

    def _line(self, start: int) -> int:
        """Mask the logical line that begins at `start`; returns where the next one begins."""
        source = self.source
        head = self._head(start)
        first = _match_end(_BLANKS, source, head)
        character = source[first : first + 1]
        if character in ("%", "!", "?") or (
            character in ("/", ",", ";") and source[first + 1 : first + 2].strip()
        ):
            return self._escaped(start, head, first)
        automagic = _AUTOMAGIC_LINE.match(source, first)
        if automagic is not None and _is_no_python(automagic[0]):
            return self._line_magic(start, head, first, automagic.end(1))
        if head > start and first < len(source) and character not in "\r\n":
            self._blank(start, head)
        return self._python(first)

    def _python(self, first: int) -> int:
        """Pass over a logical line of Python; mask an assigned magic or an object's question mark."""
        source = self.source
        depth = 0
        assigned = False
        for token in _TOKEN.finditer(source, first):
            kind = token.lastgroup
            if kind == "skip":
                continue
            if kind == "open":
                depth += 1
            elif kind == "close":
                depth = max(0, depth - 1)
            elif kind == "joined" or (kind == "end" and depth):
                start = token.end()
                head = self._head(start)
                if head > start:
                    self._blank(start, head)
            elif kind == "end":
                return token.end()
            elif depth:
                continue
            elif kind == "assign" and not assigned:
                assigned = True
                magic = _ASSIGNED_MAGIC.match(source, token.end())
                if magic is not None:
                    return self._assigned(magic.start(1), magic.end(1))
            elif kind == "help" and self._help_end(first, token.end()):
                return _after_newline(source, token.end())
        return len(source)

    # Each of the following masks one piece of syntax.

    def _escaped(self, start: int, head: int, first: int) -> int:
        """A line that begins with an escape character."""
        source = self.source
        end = _match_end(_LINE, source, first)
        if source[first] == "%":
            if self._help_target(first, end):
                self._blank(start, head)
                self._help_end(first, end)
                return _after_newline(source, end)
            name_start = _match_end(_BLANKS, source, first + 1)
            return self._line_magic(start, head, first, _match_end(_NAME, source, name_start), name_start)
        self._blank(start, head)
        end = _match_end(_CONTINUED_LINE, source, first)
        if source[first] == "?":
            return self._help_start(first, end)
        escape = "!!" if source.startswith("!!", first) else source[first]
        self._add("shell" if escape[0] == "!" else "line", escape, first, end, first + len(escape))
        return self._hide(first, end)

    def _line_magic(self, start: int, head: int, first: int, name_end: int, name_start: int = -1) -> int:
        source = self.source
        end = _match_end(_CONTINUED_LINE, source, first)
        name = source[max(first, name_start) : name_end]
        arguments_start = min(_match_end(_BLANKS, source, name_end), end)
        self._add("line", name, first, end, arguments_start)
        self._blank(start, head)
        code = self._code_start(name, arguments_start, end)
        if code is None or code - first < 2:
            return self._hide(first, end)
        self._replace(first, code, "0;".ljust(code - first))
        return _after_newline(source, end)

    def _assigned(self, first: int, after_escape: int) -> int:
        """``x = %magic …`` or ``x = !command``, whose escape stands at `first`."""
        source = self.source
        end = _match_end(_CONTINUED_LINE, source, first)
        if source[first] == "!":
            self._add("shell", source[first:after_escape], first, end, after_escape)
            return self._hide(first, end)
        name_end = _match_end(_NAME, source, after_escape)
        name = source[after_escape:name_end]
        arguments_start = min(_match_end(_BLANKS, source, name_end), end)
        self._add("line", name, first, end, arguments_start)
        code = self._code_start(name, arguments_start, end, mode="eval" if name == "time" else "exec")
        if code is None:
            return self._hide(first, end)
        # Only %time gives the value of its expression; the others give an object of their own.
        self._replace(first, code, ("" if name == "time" else "0;").ljust(code - first))
        return _after_newline(source, end)

    def _help_start(self, first: int, end: int) -> int:
        """``?obj`` or ``??obj``."""
        source = self.source
        marks = 2 if source.startswith("??", first) else 1
        arguments_start = _match_end(_BLANKS, source, first + marks)
        self._add("help", source[first : first + marks], first, end, arguments_start)
        target = source[arguments_start:end]
        if not _DOTTED_NAME.match(target) or _has_keyword(target):
            return self._hide(first, end)
        self._replace(first, first + marks, "+" * marks)
        return _after_newline(source, end)

    def _help_end(self, first: int, end: int) -> bool:
        """``obj?`` or ``obj??``; IPython drops what stands before the object on its line."""
        target = self._help_target(first, end)
        if target is None:
            return False
        name, marks = target[1], target[2]
        start, mark = target.span(1)
        self.magics.append(Magic("help", marks, first, mark + len(marks), name, start))
        if name[0] == "%" or "*" in name or _has_keyword(name):
            self._hide(first, end)
            return True
        if start > first:
            self._replace(first, start, "+" if start - first == 1 else "0;".ljust(start - first))
        self._replace(mark, mark + len(marks), "#" * len(marks))
        return True

    def _help_target(self, first: int, end: int) -> re.Match[str] | None:
        # The bounded window keeps the search linear on absurd lines.
        target = _HELP_TARGET.search(self.source, max(first, end - 500), end)
        if target is None or _NEWLINE.search(self.source, first, target.start()):
            return None
        return target

    def _code_start(self, name: str, start: int, end: int, mode: str = "exec") -> int | None:
        """Where the Python among a magic's arguments begins, or None if they are not Python."""
        with_value = _OPTIONS_WITH_VALUE.get(name)
        if with_value is None:
            return None
        source = self.source
        while source.startswith("-", start):
            option = _match_end(_NAME, source, start)
            word = source[start:option]
            start = _match_end(_BLANKS, source, option)
            if word == "--":
                break
            # getopt: the value follows in the same word (-n10) or in the next one (-n 10).
            if len(word) == 2 and word[1] in with_value:
                start = _match_end(_BLANKS, source, _match_end(_NAME, source, start))
        text = source[start:end]
        # A simple statement goes after "0;"; a compound one cannot, and stays hidden.
        code = text if mode == "eval" else "0;" + text
        return start if text.strip() and _parses(code, mode) else None

    # The text: what stands at the line's head, and the mask as it grows.

    def _head(self, start: int) -> int:
        """Where the line that begins at `start` begins for IPython: after common margin and prompt."""
        source = self.source
        head = start
        if self._margin:
            head = min(start + self._margin, _match_end(_BLANKS, source, start))
        if prompt := _CLASSIC_PROMPT.match(source, head):
            self._classic = True
            return prompt.end()
        if self._classic and (prompt := _CLASSIC_CONTINUATION.match(source, head)):
            return prompt.end()
        if self._ipython and (prompt := _IPYTHON_PROMPT.match(source, head)):
            return prompt.end()
        return head

    def _has_ipython_prompt(self, start: int) -> bool:
        """IPython looks for its prompt on the first two lines."""
        second = _after_newline(self.source, _match_end(_LINE, self.source, start))
        return any(_IPYTHON_PROMPT.match(self.source, line + self._margin) for line in (start, second))

    def _add(self, kind: str, name: str, start: int, end: int, arguments_start: int) -> None:
        arguments = self.source[arguments_start:end]
        self.magics.append(Magic(kind, name, start, end, arguments, arguments_start))

    def _hide(self, first: int, end: int) -> int:
        """Turn the lines from `first` to `end` into an expression and comments; returns the next line."""
        line_end = _match_end(_LINE, self.source, first)
        self._replace(first, min(first + 2, line_end), "0#"[: line_end - first])
        self._comment_lines(_after_newline(self.source, line_end), end)
        return _after_newline(self.source, end)

    def _comment_lines(self, start: int, end: int) -> None:
        while start < end:
            line_end = _match_end(_LINE, self.source, start)
            if line_end > start:
                self._replace(start, start + 1, "#")
            start = _after_newline(self.source, line_end)

    def _blank(self, start: int, end: int) -> None:
        """Put blanks for columns that do not count: a form feed sets the indentation back to zero."""
        if end > start:
            self._replace(start, end, "\f".rjust(end - start))

    def _replace(self, start: int, end: int, text: str) -> None:
        self._pieces += (self.source[self._done : start], text)
        self._done = end


def _common_margin(source: str, start: int) -> int:
    """The indentation that all lines from `start` on share (`textwrap.dedent`)."""
    margin: str | None = None
    for indent in _INDENT.finditer(source, start):
        if margin is None:
            margin = indent[1]
        while not indent[1].startswith(margin):
            margin = margin[:-1]
        if not margin:
            return 0
    return len(margin or "")


def _match_end(pattern: re.Pattern[str], source: str, start: int) -> int:
    found = pattern.match(source, start)
    return found.end() if found else start


def _after_newline(source: str, end: int) -> int:
    return _match_end(_NEWLINE, source, end)


def _is_no_python(line: str) -> bool:
    """Whether a line that begins like an automagic is none of Python's, nor the first of several."""
    closed = all(line.count(left) == line.count(right) for left, right in ("()", "[]", "{}"))
    return closed and '"""' not in line and "'''" not in line and not _parses(line)


def _has_keyword(dotted: str) -> bool:
    return any(keyword.iskeyword(part) for part in dotted.strip().split("."))
