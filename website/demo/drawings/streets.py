"""Streets and yards, with few people in them."""

import math

from website.demo.drawings.scenery import ridge
from website.demo.drawings.tools import (
    CINNABAR,
    CREAM,
    INK,
    SAND,
    dice_from,
    mix,
    quadratic,
    see_through,
)


def schoolyard(canvas):
    canvas.gradient(0, 560, [(0, "#8ea7ad"), (1, "#c9d3c8")])
    for x, y, wide in ((240, 92, 210), (700, 60, 280), (1280, 104, 250)):
        for step in (-0.5, 0, 0.45):
            canvas.ellipse(x + step * wide, y + abs(step) * 34, wide * 0.5, 40, "#a9bbbb")
    _school(canvas)
    canvas.gradient(560, canvas.height, [(0, "#b9b49c"), (1, "#8f8d7c")])
    for row in range(9):
        y = 566 + row * row * 5 + row * 16
        canvas.line([(0, y), (1600, y)], see_through("#77786a", 70), 2)
    _rain_garden(canvas)
    for x, y, wide in ((180, 700, 120), (1180, 650, 150), (1395, 930, 170), (330, 1010, 140)):
        canvas.ellipse(x, y, wide, wide * 0.17, "#7f979a")
        canvas.ellipse(x - wide * 0.1, y - 3, wide * 0.8, wide * 0.11, "#a9bfbf")
        for ring in (0.22, 0.42):
            canvas.arc(x + wide * 0.2, y, wide * ring, wide * ring * 0.22, 0, 360, "#dfe9e2", 2.5)
    for x, ground, tall, coat, shade in (
        (1120, 655, 118, "#2d6a5e", CINNABAR),
        (1222, 668, 106, "#c98a3c", "#2b5468"),
        (190, 706, 128, "#6a3d5a", SAND),
        (1404, 936, 186, "#3d5a6b", "#d9a12f"),
        (322, 1016, 200, CINNABAR, "#2d6a5e"),
    ):
        _child(canvas, x, ground, tall, coat, shade)
    dice = dice_from(64)
    for _ in range(230):
        x, y = dice.uniform(0, 1640), dice.uniform(-20, 1060)
        long = dice.uniform(16, 44)
        canvas.line(
            [(x, y), (x - long * 0.22, y + long)], see_through("#eef4ee", dice.randint(50, 130)), 2
        )


def _school(canvas):
    canvas.rectangle(150, 190, 1450, 574, "#c9a36c")
    canvas.polygon([(110, 196), (1490, 196), (1400, 108), (200, 108)], "#7d4a3a")
    for x in range(230, 1400, 34):
        canvas.line([(x, 112), (x + (x - 800) * 0.055, 194)], see_through("#5f362b", 120), 3)
    canvas.rectangle(150, 372, 1450, 384, "#b28c58")
    for row, top in enumerate((232, 420)):
        for x in range(196, 1400, 154):
            if row == 1 and 640 < x < 900:
                continue
            canvas.rectangle(x - 7, top - 7, x + 93, top + 115, "#efe3c6", radius=3)
            canvas.rectangle(x, top, x + 86, top + 108, "#5d7f86")
            if (x // 154 + row) % 3 == 0:
                canvas.rectangle(x, top, x + 86, top + 108, "#f0cf86")
            canvas.line([(x + 43, top), (x + 43, top + 108)], "#efe3c6", 6)
            canvas.line([(x, top + 46), (x + 86, top + 46)], "#efe3c6", 6)
    canvas.rectangle(700, 400, 900, 574, "#efe3c6")
    canvas.rectangle(718, 420, 796, 574, "#2d5a50")
    canvas.rectangle(804, 420, 882, 574, "#2d5a50")
    for x in (730, 816):
        canvas.rectangle(x, 436, x + 54, 500, "#9fbcb4")
    canvas.line([(1430, 196), (1430, 520), (1370, 560)], "#6b8087", 16)  # the pipe to the garden


def _rain_garden(canvas):
    canvas.ellipse(790, 826, 470, 150, "#6d6a55")
    canvas.ellipse(790, 820, 452, 138, "#4f6b45")
    canvas.ellipse(790, 838, 330, 78, "#3f6d70")
    canvas.ellipse(770, 830, 250, 46, "#6f999a")
    for x, y, reach in ((700, 824, 60), (870, 846, 46), (790, 862, 34)):
        canvas.arc(x, y, reach, reach * 0.24, 0, 360, "#cfe0da", 3)
        canvas.arc(x, y, reach * 0.55, reach * 0.13, 0, 360, "#cfe0da", 3)
    for x, y, wide in ((380, 868, 60), (470, 920, 70), (1150, 900, 76), (1220, 842, 56)):
        canvas.ellipse(x, y, wide, wide * 0.45, "#8d8b7c")
        canvas.ellipse(x - 8, y - 8, wide * 0.7, wide * 0.26, "#a5a292")
    dice = dice_from(12)
    for index in range(170):
        angle = dice.uniform(0, math.tau)
        x = 790 + 400 * math.cos(angle) * dice.uniform(0.9, 1.1)
        y = 826 + 108 * math.sin(angle) * dice.uniform(0.86, 1.12)
        tall = dice.uniform(34, 92) * (0.75 + (y - 700) / 500)
        lean = dice.uniform(-22, 22)
        colour = dice.choice(["#2f5a3a", "#48763f", "#6d8f45", "#8aa552"])
        tip = (x + lean, y - tall)
        canvas.line(quadratic((x, y), (x, y - tall * 0.6), tip, 8), colour, 4)
        if index % 5 == 0:
            flower = dice.choice(["#e2b43f", "#c9583f", "#e9e0ef", "#8a6fb5"])
            canvas.circle(*tip, 8, flower)
            canvas.circle(*tip, 3, "#5a4326")


def _child(canvas, x, ground, tall, coat, shade):
    """Somebody small in boots, under an umbrella."""
    canvas.ellipse(x, ground, tall * 0.24, tall * 0.05, (40, 46, 40, 90))
    for side in (-1, 1):
        foot = x + side * tall * 0.075
        canvas.rectangle(
            foot - tall * 0.05, ground - tall * 0.26, foot + tall * 0.055, ground, "#22383b", 5
        )
    canvas.polygon(
        [
            (x - tall * 0.12, ground - tall * 0.6),
            (x + tall * 0.12, ground - tall * 0.6),
            (x + tall * 0.2, ground - tall * 0.18),
            (x - tall * 0.2, ground - tall * 0.18),
        ],
        coat,
    )
    canvas.circle(x, ground - tall * 0.69, tall * 0.115, "#c78f6d")
    canvas.ellipse(x, ground - tall * 0.74, tall * 0.125, tall * 0.08, "#3a2722")
    pole = x + tall * 0.16
    canvas.line([(pole, ground - tall * 0.4), (pole, ground - tall * 1.2)], INK, tall * 0.025)
    top, reach = ground - tall * 0.88, tall * 0.44
    cover = [
        (pole + reach * math.cos(t / 20 * math.pi), top - reach * 0.72 * math.sin(t / 20 * math.pi))
        for t in range(21)
    ]
    canvas.polygon(cover, shade)
    for rib in (-0.5, 0, 0.5):
        canvas.line(
            quadratic(
                (pole, top - reach * 0.72),
                (pole + rib * reach * 0.9, top - reach * 0.5),
                (pole + rib * reach, top),
                10,
            ),
            see_through("#ffffff", 60),
            2.5,
        )


def bakery(canvas):
    canvas.gradient(0, canvas.height, [(0, "#131c31"), (0.6, "#22304a"), (1, "#1a2438")])
    dice = dice_from(4)
    for row in range(13):
        for column in range(-1, 15):
            x = column * 122 + (row % 2) * 61
            brick = mix("#27344e", "#33405b", dice.random())
            canvas.rectangle(x + 3, row * 62 + 3, x + 119, row * 62 + 59, brick, radius=4)
    canvas.rectangle(0, 800, 1600, 836, "#121a2b")
    canvas.gradient(836, canvas.height, [(0, "#2b3650"), (1, "#171f33")])
    for x in range(-900, 2500, 150):
        canvas.line([(800 + (x - 800) * 0.62, 836), (x, 1067)], "#1c2640", 4)
    for y in (872, 926, 1000):
        canvas.line([(0, y), (1600, y)], "#1c2640", 4)
    _bakery_window(canvas, dice)
    _bakery_door(canvas)
    canvas.polygon([(190, 846), (1030, 846), (1150, 1067), (70, 1067)], (255, 205, 120, 62))
    canvas.polygon([(1182, 846), (1360, 846), (1420, 1067), (1150, 1067)], (255, 205, 120, 44))
    _cat(canvas, 566, 986)


def _bakery_window(canvas, dice):
    canvas.glow(610, 520, 720, "#ffc873", 110)
    canvas.rectangle(150, 236, 1070, 846, "#3c2a22", radius=8)
    canvas.rectangle(182, 268, 1038, 790, "#f6cf83")
    canvas.rectangle(182, 268, 1038, 380, "#fbdf9f")
    canvas.rectangle(690, 358, 1038, 742, "#b9773c")
    canvas.rectangle(716, 386, 936, 640, "#8f5628", radius=40)
    canvas.glow(826, 540, 150, "#ffb04a", 210)
    _baker(canvas, 826, 630)
    for shelf, top in enumerate((392, 520, 660)):
        right = 690 if shelf < 2 else 1038
        canvas.rectangle(182, top + 66, right, top + 82, "#a8713c")
        canvas.rectangle(182, top + 82, right, top + 88, (90, 50, 20, 80))
        x = 226
        while x < right - 110:
            x += _loaf(canvas, x, top + 66, dice.randrange(3), dice)
    for x in (182, 468, 753, 1038):
        canvas.line([(x, 268), (x, 790)], "#3c2a22", 13)
    canvas.line([(182, 352), (1038, 352)], "#3c2a22", 10)
    canvas.rectangle(130, 790, 1090, 830, "#5a4030", radius=5)
    for stripe in range(14):
        left = 112 + stripe * 71.4
        colour = CINNABAR if stripe % 2 == 0 else CREAM
        top_left, top_right = 170 + stripe * 63.2, 170 + (stripe + 1) * 63.2
        canvas.polygon([(top_left, 150), (top_right, 150), (left + 71.4, 252), (left, 252)], colour)
        canvas.ellipse(left + 35.7, 252, 35.7, 20, colour)
    canvas.polygon([(170, 150), (1055, 150), (1111, 252), (112, 252)], (14, 20, 40, 70))


def _loaf(canvas, x, floor, kind, dice):
    """One loaf on a shelf; how much room it takes."""
    crust = dice.choice(["#b06a2c", "#c27c35", "#9c5a26"])
    light = "#e6b468"
    if kind == 0:  # a round one, cut crosswise
        canvas.ellipse(x + 30, floor - 22, 44, 28, crust)
        canvas.rectangle(x - 16, floor - 14, x + 76, floor, "#f6cf83")
        canvas.ellipse(x + 30, floor - 10, 44, 10, crust)
        canvas.line([(x + 8, floor - 34), (x + 52, floor - 20)], light, 5)
        canvas.line([(x + 52, floor - 36), (x + 10, floor - 20)], light, 5)
        return 100
    if kind == 1:  # a tin loaf
        canvas.rectangle(x - 12, floor - 46, x + 84, floor, crust, radius=22)
        canvas.rectangle(x - 6, floor - 28, x + 78, floor, "#8d4f20", radius=8)
        canvas.line([(x + 6, floor - 40), (x + 66, floor - 40)], light, 5)
        return 112
    for place in range(3):  # long ones, side by side
        left = x - 8 + place * 30
        canvas.rectangle(left, floor - 84, left + 24, floor, crust, radius=12)
        for cut in (70, 50, 30):
            canvas.line([(left + 6, floor - cut), (left + 18, floor - cut - 9)], light, 4)
    return 106


def _baker(canvas, x, floor):
    canvas.rectangle(x - 84, floor - 206, x + 84, floor + 40, "#efe6d2", radius=60)
    canvas.polygon([(x - 34, floor - 190), (x + 34, floor - 190), (x, floor - 150)], "#d9cdb2")
    canvas.rectangle(x - 20, floor - 240, x + 20, floor - 180, "#a86f4e", radius=14)
    canvas.ellipse(x, floor - 262, 44, 52, "#b97d59")
    canvas.rectangle(x - 44, floor - 312, x + 44, floor - 284, "#fdf8ea", radius=8)
    canvas.ellipse(x, floor - 322, 56, 32, "#fdf8ea")
    canvas.line([(x - 70, floor - 150), (x - 116, floor - 60), (x - 40, floor - 20)], "#efe6d2", 36)
    canvas.line([(x + 70, floor - 150), (x + 116, floor - 60), (x + 40, floor - 20)], "#efe6d2", 36)
    canvas.ellipse(x, floor - 6, 96, 30, "#f7ead0")
    canvas.ellipse(x, floor - 14, 70, 22, "#fff6e2")


def _bakery_door(canvas):
    canvas.rectangle(1162, 250, 1380, 846, "#3c2a22", radius=6)
    canvas.rectangle(1186, 276, 1356, 836, "#6d3327")
    canvas.rectangle(1208, 300, 1334, 600, "#f3c877", radius=4)
    canvas.line([(1271, 300), (1271, 600)], "#6d3327", 8)
    canvas.rectangle(1208, 640, 1334, 806, "#5a281f", radius=4)
    canvas.circle(1338, 640, 9, SAND)
    canvas.rectangle(1226, 420, 1316, 470, CREAM, radius=4)
    canvas.line([(1244, 445), (1298, 445)], "#6d3327", 6)
    canvas.line([(1448, 190), (1448, 240)], "#0d1424", 8)
    canvas.glow(1448, 286, 210, "#ffd58a", 190)
    canvas.polygon([(1424, 246), (1472, 246), (1486, 320), (1410, 320)], "#ffe6ab")
    canvas.polygon([(1410, 246), (1486, 246), (1448, 214)], "#0d1424")
    canvas.rectangle(1404, 318, 1492, 330, "#0d1424", radius=4)


def _cat(canvas, x, ground):
    """Seen from behind: it waits."""
    dark = "#0d1220"
    canvas.ellipse(x + 10, ground + 2, 96, 13, (8, 12, 24, 150))
    canvas.line(
        quadratic((x + 40, ground - 12), (x + 150, ground - 4), (x + 118, ground - 74)), dark, 17
    )
    canvas.ellipse(x, ground - 50, 56, 56, dark)
    canvas.ellipse(x, ground - 96, 40, 60, dark)
    canvas.ellipse(x, ground - 152, 40, 34, dark)
    for side in (-1, 1):
        canvas.polygon(
            [
                (x + side * 38, ground - 156),
                (x + side * 34, ground - 206),
                (x + side * 6, ground - 180),
            ],
            dark,
        )
    canvas.arc(x, ground - 152, 39, 33, 200, 340, "#e8b765", 3)
    canvas.arc(x, ground - 60, 55, 62, 215, 325, see_through("#e8b765", 90), 3)


def bench(canvas):
    canvas.gradient(0, 640, [(0, "#40597a"), (0.45, "#9a8a9a"), (0.8, "#e5a878"), (1, "#f3c68d")])
    canvas.glow(1210, 590, 460, "#ffe3b0", 160)
    canvas.circle(1210, 590, 66, "#ffe9c0")
    ridge(canvas, 622, [(18, 1500, 0.8), (8, 420, 2)], "#8d7d86")
    _far_houses(canvas, 640)
    canvas.gradient(640, canvas.height, [(0, "#6f7a5c"), (1, "#3f5244")])
    canvas.polygon([(1130, 640), (1290, 640), (1500, 1067), (-160, 1067)], "#c9a88a")
    canvas.polygon([(1130, 640), (1150, 640), (-40, 1067), (-160, 1067)], "#a88a70")
    for step in range(1, 9):
        y = 640 + 427 * (step / 8) ** 1.8
        share = (y - 640) / 427
        left, right = 1130 - 1290 * share, 1290 + 210 * share
        canvas.line([(left, y), (right, y)], "#b3927a", 1.5 + 3 * share)
    for index in range(5):
        share = (0.05, 0.13, 0.26, 0.46, 0.8)[index]
        _street_lamp(canvas, 1300 + 260 * share, 640 + 427 * share, 90 + 520 * share)
    _tree(canvas, 420, 900)
    _bench_alone(canvas, 520, 926)
    dice = dice_from(16)
    for _ in range(60):
        x, y = dice.gauss(430, 190), dice.uniform(880, 1040)
        canvas.ellipse(x, y, 8, 3.5, dice.choice(["#c9713c", "#d99a3a", "#a5502d"]))


def _far_houses(canvas, ground):
    dice = dice_from(30)
    x = 0
    while x < 1600:
        wide, tall = dice.randint(60, 120), dice.randint(40, 96)
        if not 1060 < x < 1330:
            canvas.rectangle(x, ground - tall, x + wide, ground, "#6b6474")
            canvas.polygon(
                [
                    (x - 5, ground - tall),
                    (x + wide / 2, ground - tall - 30),
                    (x + wide + 5, ground - tall),
                ],
                "#5b5465",
            )
            for left in range(x + 14, x + wide - 18, 28):
                if dice.random() < 0.5:
                    canvas.rectangle(
                        left, ground - tall + 16, left + 10, ground - tall + 32, "#f3c878"
                    )
        x += wide


def _street_lamp(canvas, x, ground, tall):
    canvas.line([(x, ground), (x, ground - tall)], "#2c2f3d", tall * 0.022)
    canvas.glow(x, ground - tall, tall * 0.3, "#ffe3a6", 190)
    canvas.circle(x, ground - tall, tall * 0.04, "#fff1cf")
    canvas.rectangle(
        x - tall * 0.03, ground - tall * 0.04, x + tall * 0.03, ground, "#2c2f3d", tall * 0.01
    )


def _tree(canvas, x, ground):
    canvas.polygon(
        [
            (x - 30, ground),
            (x + 320, ground + 120),
            (x - 700, ground + 150),
            (x - 620, ground + 70),
        ],
        (30, 34, 46, 70),
    )
    trunk = "#3b2c2b"
    canvas.polygon(
        [
            (x - 44, ground + 10),
            (x + 46, ground + 10),
            (x + 24, ground - 330),
            (x - 20, ground - 330),
        ],
        trunk,
    )
    for end, width in (
        ((x - 190, ground - 470), 24),
        ((x + 180, ground - 490), 24),
        ((x - 60, ground - 560), 20),
        ((x + 70, ground - 580), 18),
    ):
        canvas.line(quadratic((x, ground - 280), (x, ground - 400), end, 16), trunk, width)
    dice = dice_from(5)
    for shade, count, spread in (
        ("#4d3a33", 26, 1.0),
        ("#8a4a30", 30, 0.94),
        ("#b9663a", 30, 0.86),
    ):
        for _ in range(count):
            angle, reach = dice.uniform(0, math.tau), dice.random() ** 0.5
            canvas.circle(
                x + 10 + 300 * spread * reach * math.cos(angle),
                ground - 560 - (1 - spread) * 150 + 190 * spread * reach * math.sin(angle),
                dice.uniform(40, 76),
                shade,
            )
    for _ in range(90):
        angle, reach = dice.uniform(0, math.tau), dice.random() ** 0.5
        canvas.circle(
            x + 30 + 280 * reach * math.cos(angle),
            ground - 610 + 170 * reach * math.sin(angle),
            dice.uniform(6, 20),
            dice.choice(["#d98a4a", "#e5a65a", "#c9713c"]),
        )


def _bench_alone(canvas, x, ground):
    canvas.polygon(
        [
            (x - 10, ground + 8),
            (x + 420, ground + 8),
            (x + 250, ground + 62),
            (x - 240, ground + 62),
        ],
        (30, 34, 46, 90),
    )
    iron, wood, edge = "#22262f", "#7a4a30", "#a5683f"
    for left in (x + 30, x + 350):
        canvas.line(
            [(left, ground + 10), (left + 8, ground - 84), (left - 12, ground - 196)], iron, 13
        )
        canvas.line([(left + 46, ground + 22), (left + 40, ground - 78)], iron, 13)
        canvas.line(
            [(left - 4, ground - 124), (left + 50, ground - 128), (left + 46, ground - 80)], iron, 9
        )
    for slat in range(3):
        y = ground - 192 + slat * 34
        canvas.rectangle(x - 14 + slat * 3, y, x + 384 + slat * 3, y + 24, wood, radius=6)
        canvas.rectangle(x - 14 + slat * 3, y, x + 384 + slat * 3, y + 7, edge, radius=3)
    for slat in range(3):
        y = ground - 92 + slat * 15
        canvas.rectangle(x - 4 + slat * 8, y, x + 398 + slat * 8, y + 12, edge, radius=5)
        canvas.rectangle(x - 4 + slat * 8, y + 8, x + 398 + slat * 8, y + 13, wood, radius=3)
