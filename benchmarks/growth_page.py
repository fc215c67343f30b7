# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""How costs grow, as people read it: a table and a picture for docs/performance.md."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from rounds import PAGE, Row

PICTURE = PAGE.parent / "images" / "growth.svg"
MARK = "bench_growth.py"

WIDTH, HEIGHT = 760, 440
LEFT, RIGHT, TOP, BOTTOM = 70, 250, 50, 60
# readable on white to people who see no colours, too: each line has its own mark and its name at its end
COLOURS = ("#1f4e9c", "#b3261e", "#1b6e3c", "#7a3e9d", "#8a5a00", "#00687a")
MARKS = ("●", "■", "▲", "◆", "▼", "✚")


@dataclass(frozen=True)
class Growth:
    """What one question costs in stores of different sizes."""

    what: str
    at_most: float | None
    ms: dict[int, float]
    """Milliseconds of processor time by the number of assets; other work on the machine adds less to it."""
    last: Row
    """The largest store against the smallest."""


def put_into_docs(growths: Sequence[Growth], drawn: Sequence[str], heading: str, below: str) -> None:
    """Replace what the page says of the growth between its two markers, and the picture beside it."""
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture([growth for growth in growths if growth.what in drawn]), encoding="utf-8")
    begin, end = f"<!-- begin {MARK} -->\n", f"<!-- end {MARK} -->\n"
    text = PAGE.read_text(encoding="utf-8")
    if begin not in text:
        text += f"\n{begin}{end}"
    head, rest = text.split(begin, 1)
    alt = f"Lines of what {', '.join(drawn)} cost in stores of different sizes; the table below has the numbers"
    shown = f"{heading}\n\n![{alt}](images/{PICTURE.name})\n\n{table(growths)}\n{below}\n"
    PAGE.write_text(f"{head}{begin}\n{shown}\n{end}{rest.split(end, 1)[1]}", encoding="utf-8")


def table(growths: Sequence[Growth]) -> str:
    """Return the growth as a Markdown table, in milliseconds."""
    sizes = list(growths[0].ms)
    heads = ["processor time in ms, in a store of … assets", *(f"{size:,}" for size in sizes)]
    heads += ["growth of processor time", "of time", "goal"]
    return "\n".join(map(_line_of, [heads, ["---"] * len(heads), *map(_cells, growths)])) + "\n"


def _cells(growth: Growth) -> list[str]:
    goal = "–" if growth.at_most is None else f"≤ {growth.at_most:g} ×"
    times = [f"{ms:.3g}" for ms in growth.ms.values()]
    return [growth.what, *times, f"{growth.last.cpu or 0:.2f} ×", f"{growth.last.wall:.2f} ×", goal]


def _line_of(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def picture(growths: Sequence[Growth]) -> str:
    """Return the growth as an SVG with two logarithmic axes, on a ground of its own for light and dark pages."""
    sizes = list(growths[0].ms)
    low = 10 ** math.floor(math.log10(min(min(growth.ms.values()) for growth in growths)))
    high = 10 ** math.ceil(math.log10(max(max(growth.ms.values()) for growth in growths)))
    scale = _Scale(sizes[0], sizes[-1], low, high)
    title = "What a question costs as the number of assets grows"
    names = _spread([scale.y(growth.ms[sizes[-1]]) for growth in growths])
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="title">',
        f'<title id="title">{title}</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="6" fill="#ffffff" stroke="#767676"/>',
        _text(WIDTH / 2, 28, title, anchor="middle", size=16),
        *_axes(scale, sizes),
        *(part for number, growth in enumerate(growths) for part in _line(scale, growth, number, names[number])),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class _Scale:
    """From numbers to places in the picture."""

    first: float
    last: float
    low: float
    high: float

    def x(self, size: float) -> float:
        share = math.log10(size / self.first) / max(1e-9, math.log10(self.last / self.first))
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(self, ms: float) -> float:
        share = math.log10(ms / self.low) / math.log10(self.high / self.low)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _axes(scale: _Scale, sizes: Sequence[int]) -> list[str]:
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    parts = [f'<path d="M{LEFT} {TOP}V{bottom}H{right}" fill="none" stroke="#333333"/>']
    ms = scale.low
    while ms <= scale.high * 1.01:
        y = scale.y(ms)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{right}" stroke="#d0d0d0"/>')
        parts.append(_text(LEFT - 8, y + 4, f"{ms:g}", anchor="end"))
        ms *= 10
    parts += [_text(scale.x(size), bottom + 20, f"{size:,}", anchor="middle") for size in sizes]
    parts.append(_text((LEFT + right) / 2, HEIGHT - 14, "assets in the store", anchor="middle"))
    middle = (TOP + bottom) / 2
    label = _text(18, middle, "milliseconds of processor time", anchor="middle")
    return [*parts, label.replace("<text ", f'<text transform="rotate(-90 18 {middle:.0f})" ', 1)]


def _line(scale: _Scale, growth: Growth, number: int, name_y: float) -> list[str]:
    colour, mark = COLOURS[number % len(COLOURS)], MARKS[number % len(MARKS)]
    points = [(scale.x(size), scale.y(ms)) for size, ms in growth.ms.items()]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    last_x, last_y = points[-1]
    return [
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>',
        *(_text(x, y + 5, mark, anchor="middle", colour=colour) for x, y in points),
        f'<path d="M{last_x + 8:.1f} {last_y:.1f}L{last_x + 22:.1f} {name_y:.1f}" stroke="{colour}"/>',
        _text(last_x + 26, name_y + 4, f"{mark} {growth.what}", colour=colour),
    ]


def _spread(places: Sequence[float]) -> list[float]:
    """Return *places* so far apart that names at them do not lie on each other."""
    spread = list(places)
    below = TOP - 18.0
    for number in sorted(range(len(spread)), key=lambda number: places[number]):
        below = spread[number] = max(spread[number], below + 18)
    return spread


def _text(x: float, y: float, text: str, *, anchor: str = "start", size: int = 13, colour: str = "#222222") -> str:
    look = f'text-anchor="{anchor}" font-family="sans-serif" font-size="{size}" fill="{colour}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {look}>{escape(text)}</text>'
