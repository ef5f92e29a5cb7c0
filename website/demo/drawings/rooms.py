"""Things looked at closely, mostly under a lamp."""

import math

from website.demo.drawings.tools import CINNABAR, dice_from, see_through


def lake_core(canvas):
    canvas.gradient(0, 420, [(0, "#c9b88f"), (1, "#a8946c")])
    for x in range(0, 1600, 133):
        canvas.rectangle(x, 0, x + 129, 420, see_through("#8d7850", 26 + (x * 7) % 30))
    canvas.rectangle(70, 40, 470, 330, "#4b3a2c", radius=4)
    canvas.rectangle(86, 56, 454, 314, "#7fa6b4")
    canvas.polygon(
        [(86, 314), (86, 210), (200, 120), (290, 200), (360, 150), (454, 230), (454, 314)],
        "#4f7480",
    )
    canvas.rectangle(86, 258, 454, 314, "#35616b")
    for x in (262, 274):
        canvas.line([(x, 56), (x, 314)], "#4b3a2c", 6)
    canvas.gradient(420, canvas.height, [(0, "#2f6b52"), (0.5, "#255a45"), (1, "#173d30")])
    canvas.polygon([(0, 420), (1600, 420), (1600, 436), (0, 436)], "#f1efe4")
    canvas.line([(0, 1010), (1600, 1010)], see_through("#f1efe4", 150), 9)
    canvas.glow(820, 690, 640, "#fff0c8", 120)
    _lamp(canvas, 1240, 430)
    _core(canvas, 120, 560, 1480, 800)
    _ruler(canvas, 120, 850, 1480)


def _lamp(canvas, x, foot):
    canvas.ellipse(x, foot + 26, 92, 20, "#1b2b2c")
    canvas.line([(x, foot + 22), (x + 60, foot - 190), (x - 90, foot - 330)], "#22383b", 14)
    canvas.circle(x + 60, foot - 190, 15, "#35565a")
    canvas.polygon(
        [(x - 70, foot - 372), (x - 124, foot - 326), (x - 260, foot - 208), (x - 118, foot - 176)],
        CINNABAR,
    )
    canvas.ellipse(x - 189, foot - 192, 72, 24, "#fff3cf")
    canvas.glow(x - 200, foot - 150, 260, "#fff3cf", 130)


def _core(canvas, left, top, right, bottom):
    """A half pipe with the years in it, of which some were floods."""
    dice = dice_from(1862)
    canvas.rectangle(left - 26, top - 22, right + 26, bottom + 34, see_through("#0b2018", 120), 40)
    canvas.rectangle(left - 20, top - 30, right + 20, bottom + 20, "#d9e2df", radius=34)
    canvas.rectangle(left, top - 8, right, bottom, "#6b543c", radius=20)
    x = left + 10
    while x < right - 22:
        flood = dice.random() < 0.05
        pale, dark = (
            (dice.uniform(16, 34), 4) if flood else (dice.uniform(4, 9), dice.uniform(4, 8))
        )
        shade = "#e0cfa4" if flood else dice.choice(["#b79c70", "#c2a97c", "#a98e64"])
        for start, width, colour in ((x, pale, shade), (x + pale, dark, "#46352a")):
            bend = 5 * math.sin(start / 70)
            end = min(start + width, right - 10)
            canvas.polygon(
                [(start, top + 2), (end, top + 2), (end + bend + 4, bottom - 8),
                 (start + bend + 4, bottom - 8)],
                colour,
            )  # fmt: skip
        x += pale + dark
    for y in range(6):
        canvas.rectangle(left, top + y * 9, right, top + y * 9 + 9, (255, 255, 255, 44 - y * 7))
        canvas.rectangle(left, bottom - y * 13, right, bottom - y * 13 + 13, (0, 0, 0, 60 - y * 9))


def _ruler(canvas, left, top, right):
    canvas.rectangle(left, top + 6, right, top + 84, see_through("#0b2018", 110), radius=4)
    canvas.rectangle(left, top, right, top + 74, "#ead9ae", radius=4)
    for index, x in enumerate(range(left + 20, right - 10, 17)):
        length = 40 if index % 10 == 0 else 28 if index % 5 == 0 else 17
        canvas.line([(x, top), (x, top + length)], "#4b3a2c", 4 if index % 10 == 0 else 2.4)
        if index % 10 == 0:
            canvas.circle(x, top + 56, 5, CINNABAR)


def tool_library(canvas):
    canvas.gradient(0, canvas.height, [(0, "#6d5746"), (0.6, "#8c7157"), (1, "#5a4534")])
    for row in range(14):
        for column in range(-1, 13):
            x = column * 134 + (row % 2) * 67
            shade = (row * 5 + column * 3) % 4
            brick = ("#8a6a52", "#94745a", "#806049", "#9b7c61")[shade]
            canvas.rectangle(x + 3, row * 64 + 3, x + 131, row * 64 + 61, brick, radius=4)
    canvas.rectangle(0, 880, 1600, 1067, "#4a3a2f")
    for x in range(-400, 2000, 150):
        canvas.line([(800 + (x - 800) * 0.8, 880), (x, 1067)], "#3a2c23", 4)
    canvas.rectangle(110, 130, 1110, 640, "#d9c49a", radius=8)
    canvas.rectangle(126, 146, 1094, 624, "#c9b184")
    for x in range(160, 1090, 32):
        for y in range(172, 610, 32):
            canvas.circle(x, y, 2.6, "#a38d63")
    dice = dice_from(2140)
    hang = (_saw, _hammer, _spanner, _drill)
    for row in range(3):
        for place in range(8):
            x, y = 200 + place * 118, 190 + row * 148
            canvas.circle(x, y - 6, 6, "#4b3a2c")
            if (row * 8 + place) % 7 != 4:
                hang[(row + place + dice.randrange(2)) % 4](canvas, x, y)
    _shelves(canvas, dice)
    canvas.rectangle(0, 790, 1010, 822, "#b98a55", radius=5)
    canvas.rectangle(40, 822, 970, 1000, "#7d5a3c")
    for x in range(70, 960, 150):
        canvas.rectangle(x, 846, x + 126, 976, "#8f6a48", radius=5)
        canvas.circle(x + 63, 911, 8, "#d9c49a")
    canvas.rectangle(180, 738, 420, 792, "#3d6a5e", radius=6)
    canvas.rectangle(196, 750, 404, 782, "#efe6cc")
    for y in (760, 770):
        canvas.line([(210, y), (390, y)], "#8d8468", 3)
    canvas.polygon([(560, 790), (640, 790), (660, 700), (540, 700)], CINNABAR)
    canvas.arc(600, 700, 44, 40, 180, 360, "#22383b", 8)
    _ladder(canvas)
    canvas.line([(640, 0), (640, 46)], "#2a1f18", 5)
    canvas.polygon([(590, 92), (690, 92), (664, 44), (616, 44)], "#22383b")
    canvas.ellipse(640, 94, 38, 12, "#fff0c4")
    canvas.glow(640, 130, 620, "#ffe2a0", 120)


def _saw(canvas, x, y):
    canvas.polygon(
        [(x - 16, y + 40), (x + 18, y + 40), (x + 6, y + 128), (x - 10, y + 128)], "#cfd6d4"
    )
    for step in range(8):
        tooth = y + 44 + step * 10
        edge = x - 16 + step
        canvas.polygon([(edge, tooth), (edge - 6, tooth + 5), (edge + 1, tooth + 10)], "#cfd6d4")
    canvas.arc(x, y + 22, 22, 22, 0, 360, "#8a4b2c", 12)


def _hammer(canvas, x, y):
    canvas.rectangle(x - 7, y + 30, x + 7, y + 126, "#a5713f", radius=6)
    canvas.rectangle(x - 36, y + 6, x + 26, y + 36, "#3f4a4d", radius=5)
    canvas.polygon([(x + 26, y + 8), (x + 44, y + 26), (x + 26, y + 34)], "#3f4a4d")


def _spanner(canvas, x, y):
    canvas.line([(x, y + 24), (x, y + 116)], "#8b989a", 13)
    for end, opening in ((y + 18, 270), (y + 118, 90)):
        canvas.arc(x, end, 21, 21, opening + 40, opening + 320, "#8b989a", 12)


def _drill(canvas, x, y):
    canvas.rectangle(x - 34, y + 18, x + 26, y + 58, "#d98a2b", radius=9)
    canvas.rectangle(x - 32, y + 52, x - 6, y + 116, "#c0741c", radius=7)
    canvas.rectangle(x - 38, y + 104, x + 4, y + 128, "#22383b", radius=5)
    canvas.rectangle(x + 24, y + 28, x + 40, y + 48, "#3f4a4d", radius=3)
    canvas.line([(x + 40, y + 38), (x + 58, y + 38)], "#cfd6d4", 5)


def _shelves(canvas, dice):
    canvas.rectangle(1170, 150, 1560, 980, "#5a412d", radius=6)
    for row in range(5):
        top = 172 + row * 160
        canvas.rectangle(1188, top, 1542, top + 140, "#3c2b1f")
        x = 1196
        while x < 1500:
            wide, tall = dice.randint(36, 86), dice.randint(56, 118)
            colour = dice.choice([CINNABAR, "#2d6a5e", "#c98a3c", "#2b5468", "#9aa39c", "#d9c49a"])
            right = min(x + wide, 1536)
            canvas.rectangle(x, top + 140 - tall, right, top + 140, colour, radius=4)
            canvas.rectangle(
                x + 7, top + 156 - tall, right - 7, top + 174 - tall, "#efe6cc", radius=2
            )
            x += wide + 5


def _ladder(canvas):
    for low, high in ((1090, 1200), (1210, 1298)):
        canvas.line([(low, 1030), (high, 110)], "#c99b5c", 22)
    for step in range(9):
        share = 0.08 + step * 0.1
        y = 1030 - 920 * share
        left, right = 1090 + 110 * share, 1210 + 88 * share
        canvas.line([(left, y), (right, y)], "#b5854a", 17)
