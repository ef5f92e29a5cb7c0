"""Mountains, valleys and lone places."""

import math

from website.demo.drawings.scenery import ridge, ripples
from website.demo.drawings.tools import CINNABAR, dice_from, mix, quadratic, see_through


def mountains(canvas):
    canvas.gradient(0, 760, [(0, "#b9cbd6"), (0.5, "#dcdfdb"), (1, "#efe3cf")])
    canvas.glow(1180, 250, 330, "#fff5de", 150)
    canvas.circle(1180, 250, 58, "#fbf3e0")
    layers = (
        (470, [(92, 1500, 1.9), (38, 520, 0.4), (14, 210, 2)], "#b4c5cc"),
        (560, [(84, 1280, 4.4), (34, 450, 1.7), (12, 190, 1)], "#93aab1"),
        (650, [(72, 1050, 0.9), (32, 400, 3.2), (12, 170, 0)], "#6c8b8c"),
        (752, [(66, 930, 3.4), (30, 360, 0.2), (10, 150, 4)], "#48696b"),
        (862, [(46, 1180, 5.6), (24, 330, 2.4), (8, 140, 2)], "#2c4a4e"),
    )
    for base, waves, colour in layers:
        ridge(canvas, base, waves, colour)
        for strip in range(5):
            y = base + 52 + strip * 16
            canvas.rectangle(0, y, canvas.width, y + 16, see_through("#eef0e8", 5 + strip * 5))
    ridge(canvas, 985, [(34, 1750, 5.1), (12, 420, 1)], "#17302f")
    _firs(canvas)
    _border_post(canvas, 640, 968)


def _firs(canvas):
    dice = dice_from(27)
    for x in (60, 108, 170, 236, 300, 1120, 1190, 1262, 1330, 1392, 1470, 1540):
        foot = 992 + dice.uniform(0, 30)
        tall = dice.uniform(96, 170)
        for tier in range(4):
            y = foot - tall * (0.12 + tier * 0.2)
            half = tall * (0.24 - tier * 0.045)
            canvas.polygon([(x - half, y), (x + half, y), (x, y - tall * 0.32)], "#10262a")
        canvas.rectangle(x - 4, foot - tall * 0.15, x + 4, foot + 10, "#10262a")


def _border_post(canvas, x, ground):
    canvas.rectangle(x, ground - 84, x + 150, ground + 30, "#6d4a36")
    for y in range(int(ground) - 72, int(ground) + 30, 14):
        canvas.line([(x, y), (x + 150, y)], "#573929", 2)
    canvas.polygon(
        [(x - 24, ground - 80), (x + 75, ground - 150), (x + 174, ground - 80)], "#e9ece6"
    )
    canvas.polygon(
        [
            (x - 24, ground - 80),
            (x + 174, ground - 80),
            (x + 174, ground - 72),
            (x - 24, ground - 72),
        ],
        "#3c2a22",
    )
    canvas.rectangle(x + 112, ground - 168, x + 132, ground - 104, "#573929")
    for puff, radius in ((0, 12), (1, 17), (2, 23)):
        canvas.circle(
            x + 126 + puff * 20, ground - 188 - puff * 32, radius, (240, 240, 232, 120 - puff * 28)
        )
    canvas.rectangle(x + 22, ground - 54, x + 62, ground - 18, "#f5c76e")
    canvas.line([(x + 42, ground - 54), (x + 42, ground - 18)], "#573929", 3)
    canvas.rectangle(x + 92, ground - 58, x + 128, ground + 30, "#3c2a22")
    pivot = x + 206
    canvas.rectangle(pivot - 10, ground - 66, pivot + 10, ground + 30, "#e9ece6")
    length = 260
    for part in range(8):
        start, end = part / 8, (part + 1) / 8
        colour = CINNABAR if part % 2 == 0 else "#f1efe6"
        points = [(pivot + length * share, ground - 52 - 26 * share) for share in (start, end)]
        canvas.line(points, colour, 11)


def moths(canvas):
    canvas.gradient(0, 720, [(0, "#0b1626"), (0.6, "#1b3347"), (1, "#35525c")])
    dice = dice_from(143)
    for _ in range(150):
        canvas.circle(
            dice.uniform(0, 1600),
            dice.uniform(0, 470),
            dice.uniform(0.8, 2.2),
            see_through("#eef2e2", dice.randint(60, 210)),
        )
    ridge(canvas, 560, [(80, 1500, 0.7), (26, 480, 2)], "#1c3241")
    ridge(canvas, 650, [(58, 1150, 3.6), (20, 390, 1)], "#142736")
    for _ in range(38):
        x = dice.gauss(420, 190)
        y = 640 + dice.uniform(-26, 50) + abs(x - 420) * 0.06
        canvas.glow(x, y, 26, "#e8a04a", 150)
        canvas.circle(x, y, 3, "#ffcf86")
    ridge(canvas, 742, [(26, 1350, 5.2), (10, 340, 1)], "#0e1d28")
    canvas.gradient(800, canvas.height, [(0, "#26424d"), (0.5, "#162d39"), (1, "#0b1a24")])
    ripples(canvas, 815, 960, "#7fa0a4", 51, 60)
    canvas.polygon(
        [(500, 1067), (560, 930), (760, 880), (1180, 868), (1600, 900), (1600, 1067)], "#12211d"
    )
    canvas.glow(1010, 560, 620, "#f4f0d8", 150)
    for x in (770, 1250):
        canvas.rectangle(x - 8, 250, x + 8, 930, "#5b4532", radius=4)
    canvas.line(quadratic((770, 274), (1010, 300), (1250, 274)), "#8a6d50", 5)
    sheet = [
        *quadratic((770, 280), (1010, 306), (1250, 280)),
        (1236, 850),
        *quadratic((1236, 850), (1010, 872), (784, 850)),
    ]
    canvas.polygon(sheet, "#efead8")
    for x in range(820, 1240, 70):
        canvas.line(quadratic((x, 296), (x + 14, 560), (x - 6, 852)), see_through("#b9b294", 90), 7)
    canvas.glow(1010, 520, 300, "#fffdf0", 230)
    canvas.line([(1010, 296), (1010, 452)], "#3a3a35", 4)
    canvas.rectangle(992, 448, 1028, 478, "#3a3a35", radius=4)
    canvas.ellipse(1010, 506, 24, 32, "#fffbe2")
    for index in range(62):
        angle, reach = dice.uniform(0, math.tau), dice.uniform(60, 430)
        x, y = 1010 + reach * math.cos(angle), 540 + 0.74 * reach * math.sin(angle)
        _moth(canvas, x, y, dice.uniform(9, 21), dice.uniform(-0.9, 0.9), index % 6)
    _counter(canvas, 640, 1010)


def _moth(canvas, x, y, size, turn, kind):
    wings = ("#8d7a5c", "#6b5b4e", "#c9b98d", "#a06a4a", "#7f8a86", "#d9d2bb")[kind]

    def at(dx, dy):
        return (
            x + size * (dx * math.cos(turn) - dy * math.sin(turn)),
            y + size * (dx * math.sin(turn) + dy * math.cos(turn)),
        )

    for side in (-1, 1):
        canvas.polygon([at(0, -0.5), at(side * 1.5, -1.1), at(side * 1.2, 0.2), at(0, 0.2)], wings)
        canvas.polygon([at(0, 0), at(side * 1.1, 0.2), at(side * 0.7, 1), at(0, 0.7)], "#5a4a3c")
        canvas.circle(*at(side * 0.85, -0.45), size * 0.16, "#2e241d")
    canvas.line([at(0, -0.8), at(0, 0.9)], "#2e241d", size * 0.26)


def _counter(canvas, x, ground):
    """Somebody with a notebook, seen against the light."""
    canvas.rectangle(x - 30, ground - 150, x - 6, ground, "#0a1216", radius=6)
    canvas.rectangle(x + 6, ground - 150, x + 30, ground, "#0a1216", radius=6)
    canvas.rectangle(x - 44, ground - 300, x + 44, ground - 120, "#16262b", radius=30)
    canvas.circle(x + 6, ground - 338, 35, "#241c1a")
    canvas.polygon(
        [
            (x - 40, ground - 350),
            (x + 46, ground - 358),
            (x + 30, ground - 396),
            (x - 24, ground - 392),
        ],
        CINNABAR,
    )
    canvas.line([(x + 26, ground - 262), (x + 92, ground - 214)], "#16262b", 26)
    canvas.polygon(
        [
            (x + 78, ground - 250),
            (x + 134, ground - 262),
            (x + 142, ground - 208),
            (x + 86, ground - 198),
        ],
        "#efe6cc",
    )


def clock_village(canvas):
    canvas.gradient(0, 900, [(0, "#7fb0c4"), (0.55, "#c9d9d0"), (1, "#f0dfba")])
    ridge(canvas, 560, [(90, 1700, 1.1), (34, 560, 0.3)], "#a9bfb8")
    ridge(canvas, 660, [(70, 1300, 3.9), (26, 410, 1.5)], "#86a492")
    hill = [
        (0, 1067),
        (0, 830),
        *quadratic((0, 830), (560, 330), (1010, 420)),
        *quadratic((1010, 420), (1330, 500), (1600, 800)),
        (1600, 1067),
    ]
    canvas.polygon(hill, "#6d8a58")
    for row in range(6):
        y = 560 + row * 90
        canvas.line(
            quadratic((90 + row * 12, y + 190), (640, y - 60), (1180 + row * 70, y + 96)),
            see_through("#4f6d42", 120),
            6,
        )
    dice = dice_from(12)
    for tier, (y, first, last) in enumerate(
        ((600, 640, 1180), (690, 470, 1300), (790, 300, 1400), (900, 150, 1500))
    ):
        x = first
        while x < last:
            wide = dice.randint(78, 128)
            rise = 60 * math.sin((x - first) / (last - first) * math.pi)
            if tier or not 800 < x + wide / 2 < 960:
                _house(canvas, x, y - rise + dice.uniform(-10, 10), wide, dice)
            x += wide + dice.randint(4, 30)
    _clock_tower(canvas, 880, 620)
    for _ in range(26):
        x = dice.uniform(20, 1580)
        y = dice.uniform(930, 1040)
        canvas.ellipse(
            x,
            y,
            dice.uniform(36, 70),
            dice.uniform(24, 44),
            dice.choice(["#3f5f3d", "#4f7045", "#5b7d4c"]),
        )
    canvas.polygon([(0, 1030), (1600, 1010), (1600, 1067), (0, 1067)], "#385638")
    for x, y, span, turn in (
        (300, 190, 74, 0.3),
        (470, 300, 52, -0.4),
        (610, 130, 60, 0.1),
        (1150, 210, 66, -0.2),
        (1300, 330, 46, 0.5),
        (1040, 100, 40, 0.2),
        (190, 380, 40, -0.1),
        (1420, 150, 56, 0.35),
    ):
        _swift(canvas, x, y, span, turn)


def _house(canvas, x, foot, wide, dice):
    tall = dice.randint(70, 110)
    wall = dice.choice(["#efe1c4", "#e6cfa6", "#f3ead6", "#d9bd94"])
    roof = dice.choice(["#b5613f", "#a5523a", "#c27350"])
    top = foot - tall
    canvas.rectangle(x, top, x + wide, foot + 40, wall)
    canvas.rectangle(x + wide * 0.72, top, x + wide, foot + 40, see_through("#7a5a3f", 60))
    canvas.polygon(
        [
            (x - 8, top + 3),
            (x + wide + 8, top + 3),
            (x + wide * 0.8, top - 34),
            (x + wide * 0.2, top - 34),
        ],
        roof,
    )
    for left in range(round(x) + 14, round(x + wide) - 24, 32):
        canvas.rectangle(
            left, top + 20, left + 15, top + 44, "#4f6a70" if dice.random() < 0.7 else "#f3c878"
        )
        canvas.rectangle(left - 5, top + 20, left, top + 44, "#5f7d5c")
    if dice.random() < 0.4:
        canvas.rectangle(x + wide * 0.3, top - 56, x + wide * 0.3 + 14, top - 22, wall)


def _clock_tower(canvas, x, foot):
    canvas.rectangle(x - 78, foot - 420, x + 78, foot + 60, "#f1e4c8")
    canvas.rectangle(x + 30, foot - 420, x + 78, foot + 60, see_through("#8a6a45", 70))
    for y in (foot - 424, foot - 190, foot - 20):
        canvas.rectangle(x - 90, y, x + 90, y + 16, "#d3bd92", radius=3)
    canvas.polygon([(x - 98, foot - 420), (x + 98, foot - 420), (x, foot - 560)], "#a5523a")
    canvas.line([(x, foot - 560), (x, foot - 612)], "#3b3a38", 5)
    canvas.circle(x, foot - 616, 8, "#e3b778")
    canvas.circle(x, foot - 306, 68, "#8a6a45")
    canvas.circle(x, foot - 306, 60, "#fdf8ea")
    for hour in range(12):
        angle = hour * math.tau / 12
        inner, outer = (42, 54) if hour % 3 == 0 else (48, 54)
        canvas.line(
            [
                (x + inner * math.cos(angle), foot - 306 + inner * math.sin(angle)),
                (x + outer * math.cos(angle), foot - 306 + outer * math.sin(angle)),
            ],
            "#3b3a38",
            7 if hour % 3 == 0 else 4,
        )
    canvas.circle(x, foot - 306, 5, "#b9a98a")
    for left in (x - 46, x + 14):
        canvas.rectangle(left, foot - 150, left + 32, foot - 70, "#4f4a48", radius=16)
    canvas.rectangle(x - 24, foot - 6, x + 24, foot + 60, "#5b4536", radius=20)


def _swift(canvas, x, y, span, turn):
    """A sickle with a body: wings swept back, a forked tail."""

    def placed(across, down):
        return (
            x + span * (across * math.cos(turn) - down * math.sin(turn)),
            y + span * (across * math.sin(turn) + down * math.cos(turn)),
        )

    dark = "#22303a"
    for side in (-1, 1):
        front = quadratic(
            placed(0, -0.16), placed(side * 0.55, -0.42), placed(side * 1.1, 0.32), 16
        )
        back = quadratic(placed(side * 1.1, 0.32), placed(side * 0.5, -0.12), placed(0, 0.14), 16)
        canvas.polygon(front + back, dark)
        canvas.polygon([placed(0, 0.1), placed(side * 0.2, 0.62), placed(side * 0.02, 0.36)], dark)
    canvas.polygon(
        [
            placed(-0.09, -0.1),
            placed(0, -0.3),
            placed(0.09, -0.1),
            placed(0.07, 0.4),
            placed(-0.07, 0.4),
        ],
        dark,
    )


def salt_battery(canvas):
    canvas.gradient(0, 720, [(0, "#2b3a5b"), (0.4, "#7a6480"), (0.75, "#d9906f"), (1, "#f2bd80")])
    ridge(canvas, 690, [(34, 1500, 2.2), (12, 430, 1)], "#7d6470")
    ridge(canvas, 712, [(16, 1000, 0.2), (6, 300, 3)], "#5f4d60")
    for x, tall in ((1470, 300), (1330, 220), (1240, 160)):
        _pylon(canvas, x, 722, tall)
    for first, second, drop in (((1470, 448), (1330, 519), 34), ((1330, 519), (1240, 573), 22)):
        for side in (-1, 1):
            start, end = (first[0] + side * 40, first[1]), (second[0] + side * 26, second[1])
            middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + drop)
            canvas.line(quadratic(start, middle, end), "#2b2a3a", 3)
    canvas.gradient(716, canvas.height, [(0, "#b98f7d"), (0.3, "#8d7480"), (1, "#57506a")])
    for y in (770, 840, 930, 1020):
        canvas.line([(0, y), (1600, y)], see_through("#f3d9bb", 50), 4)
    _salt_wall(canvas)
    canvas.line(quadratic((1040, 830), (1220, 900), (1470, 724)), "#22242f", 11)
    for x, y, wide in ((150, 940, 90), (240, 990, 60), (1300, 960, 100), (1180, 1010, 54)):
        canvas.polygon(
            [
                (x - wide, y),
                (x + wide, y),
                (x + wide * 0.2, y - wide * 0.6),
                (x - wide * 0.3, y - wide * 0.5),
            ],
            "#efe9e2",
        )
        canvas.polygon(
            [(x + wide * 0.2, y - wide * 0.6), (x + wide, y), (x + wide * 0.1, y)], "#cfc3c4"
        )


def _pylon(canvas, x, foot, tall):
    steel, width = "#2b2a3a", max(3, tall * 0.02)
    top = foot - tall
    for side in (-1, 1):
        canvas.line([(x + side * tall * 0.17, foot), (x + side * tall * 0.03, top)], steel, width)
        for low, high in ((0, 0.3), (0.3, 0.55), (0.55, 0.76)):
            canvas.line(
                [
                    (x + side * tall * (0.17 - 0.14 * low), foot - tall * low),
                    (x - side * tall * (0.17 - 0.14 * high), foot - tall * high),
                ],
                steel,
                width * 0.6,
            )
    for level, reach in ((0.92, 0.13), (0.76, 0.2)):
        canvas.line(
            [(x - tall * reach, foot - tall * level), (x + tall * reach, foot - tall * level)],
            steel,
            width,
        )


def _salt_wall(canvas):
    left, right, top, foot = 230, 1040, 300, 900
    canvas.polygon(
        [(left - 20, foot), (right + 40, foot), (right + 240, 1010), (left + 60, 1010)],
        (36, 28, 52, 110),
    )
    canvas.glow(635, 600, 620, "#ffb25a", 150)
    dice = dice_from(800)
    high, rows = 75, 8
    for row in range(rows):
        y = top + row * high
        x = left - (row % 2) * 55
        while x < right:
            wide = dice.choice((96, 110, 124))
            near = max(0.0, 1 - math.hypot(x + wide / 2 - 635, (y + high / 2 - 600) * 1.1) / 430)
            block = dice.choice(["#f1ede8", "#e6dedf", "#dbd1d5"])
            start, end = max(left, x), min(right, x + wide)
            canvas.rectangle(
                start + 2,
                y + 2,
                end - 2,
                y + high - 2,
                mix(block, "#ffbf6b", near * 0.75),
                radius=7,
            )
            canvas.rectangle(start + 8, y + 6, end - 8, y + 13, (255, 255, 255, 120), radius=3)
            canvas.rectangle(
                start + 4, y + high - 12, end - 4, y + high - 3, (90, 60, 80, 46), radius=3
            )
            x += wide
    canvas.rectangle(505, 470, 765, 730, "#6b3a22", radius=26)
    canvas.rectangle(525, 490, 745, 710, "#f08a3c", radius=18)
    canvas.rectangle(560, 525, 710, 675, "#ffc766", radius=16)
    canvas.rectangle(595, 560, 675, 640, "#fff3cf", radius=14)
    canvas.glow(635, 600, 330, "#ffd890", 210)
    for x in (555, 635, 715):
        canvas.rectangle(x - 7, 490, x + 7, 710, see_through("#6b3a22", 150), radius=5)
