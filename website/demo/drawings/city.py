"""Streets, halls and crossings."""

import math

from website.demo.drawings.scenery import ridge, ripples
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


def bridge(canvas):
    water = 770
    canvas.gradient(0, water, [(0, "#48707c"), (0.45, "#9db5ac"), (0.8, "#e6cfa3"), (1, "#eab98a")])
    canvas.glow(300, 690, 420, "#fff0cf", 170)
    canvas.circle(300, 690, 82, "#fbe6bd")
    ridge(canvas, 726, [(30, 1700, 2.6), (12, 560, 0.5)], "#6f8f90")
    ridge(canvas, 752, [(14, 1100, 5.4), (7, 330, 1)], "#486b70")
    canvas.gradient(water, canvas.height, [(0, "#7b9a92"), (0.35, "#4c757a"), (1, "#2b4f57")])
    for y in range(water + 8, 1010, 12):
        half = 98 - (y - water) * 0.2
        canvas.line([(300 - half, y), (300 + half, y)], see_through("#fbe6bd", 90), 4)
    ripples(canvas, water + 10, canvas.height, "#c5d8c9", 31, 120)
    deck = 660
    steel = "#1b3238"
    for tower in (470, 1130):
        for step in range(1, 12):
            for side in (-1, 1):
                foot = tower + side * step * 28.5
                head = 190 + step * 12
                canvas.line([(tower, head), (foot, deck)], "#27444a", 3)
                if step % 2 == 1 and step > 1:
                    share = 0.34 + 0.035 * step
                    x = tower + (foot - tower) * share
                    y = head + (deck - head) * share
                    canvas.circle(x, y, 9, "#e07b46")
                    canvas.circle(x, y, 4, CREAM)
        canvas.polygon(
            [(tower - 15, 150), (tower + 15, 150), (tower + 25, 880), (tower - 25, 880)], steel
        )
        canvas.rectangle(tower - 44, 860, tower + 44, 900, "#152a2f", radius=6)
        canvas.circle(tower, 140, 7, CINNABAR)
        for y in range(906, 1040, 12):
            sway = 6 * math.sin(y / 13)
            canvas.line(
                [(tower - 30 + sway, y), (tower + 30 + sway, y)],
                see_through("#152a2f", 130 - (y - 906) // 2),
                5,
            )
    canvas.rectangle(-10, deck - 4, 1610, deck + 20, steel)
    canvas.rectangle(-10, deck + 26, 1610, deck + 34, "#2f4d53")
    for x in range(-10, 1620, 36):
        canvas.line([(x, deck + 20), (x + 18, deck + 30), (x + 36, deck + 20)], steel, 3)
    for x, colour in ((640, CINNABAR), (700, "#e9e2d0"), (985, SAND)):
        canvas.rectangle(x, deck - 30, x + 44, deck - 6, colour, radius=3)
        canvas.rectangle(x + 46, deck - 22, x + 58, deck - 6, INK, radius=3)
    _engineer(canvas, 800, deck + 118)


def _engineer(canvas, x, ground):
    canvas.line([(640, ground), (960, ground)], "#152a2f", 7)
    for post in range(640, 961, 40):
        canvas.line([(post, ground - 46), (post, ground)], "#152a2f", 3)
    for hanger in (646, 954):
        canvas.line([(hanger, ground - 86), (hanger, ground)], "#152a2f", 5)
    canvas.line([(640, ground - 46), (960, ground - 46)], "#152a2f", 3)
    canvas.rectangle(x - 9, ground - 34, x - 2, ground, INK)
    canvas.rectangle(x + 2, ground - 34, x + 9, ground, INK)
    canvas.rectangle(x - 13, ground - 64, x + 13, ground - 28, "#e07b46", radius=6)
    canvas.circle(x, ground - 73, 10, "#d7a27d")
    canvas.polygon(
        [(x - 13, ground - 75), (x + 13, ground - 75), (x + 8, ground - 87), (x - 8, ground - 87)],
        CREAM,
    )


def parliament(canvas):
    canvas.gradient(0, canvas.height, [(0, "#35293c"), (0.4, "#5a4254"), (1, "#3a2636")])
    for index in range(-6, 7):
        foot = 800 + index * 128
        canvas.polygon(
            [
                (800 + index * 14 - 5, 0),
                (800 + index * 14 + 5, 0),
                (foot + 30, 430),
                (foot - 30, 430),
            ],
            see_through("#e2b896", 105 - abs(index) * 8),
        )
    canvas.gradient(400, 470, [(0, "#4b3a4e"), (1, "#55405a")])
    for x in range(40, 1600, 95):
        canvas.rectangle(x, 330, x + 18, 470, "#6d5263")
        canvas.rectangle(x - 6, 322, x + 24, 334, "#85667a")
    canvas.rectangle(0, 306, 1600, 324, "#77596a")
    canvas.gradient(468, canvas.height, [(0, "#6d4d58"), (1, "#3f2a38")])
    canvas.glow(800, 420, 460, "#ffdcae", 150)
    canvas.polygon([(612, 520), (988, 520), (1030, 566), (570, 566)], "#8a5f57")
    canvas.rectangle(570, 566, 1030, 584, "#5b3d42")
    canvas.rectangle(726, 380, 874, 520, "#2b1f2a", radius=4)
    canvas.polygon([(700, 372), (900, 372), (884, 396), (716, 396)], "#d9a877")
    canvas.rectangle(742, 412, 858, 506, "#3b2b37")
    canvas.polygon([(800, 428), (832, 460), (800, 492), (768, 460)], CINNABAR)
    for x in (756, 844):
        canvas.line([(x, 372), (x - (x - 800) * 0.25, 336)], "#1d151d", 4)
        canvas.circle(x - (x - 800) * 0.25, 333, 7, "#1d151d")
    for row in range(6):
        _bench(canvas, row)


def _bench(canvas, row):
    """One curved row of seats, seen from behind; rows further back are larger."""
    radius_x = 560 + row * 190
    radius_y = 150 + row * 92
    centre_y = 520
    seats = 16 + row * 2
    size = 22 + row * 9
    back = mix("#c98f74", "#7d3d3f", row / 5)
    edge = mix("#e8bd97", "#a85f52", row / 5)
    canvas.arc(800, centre_y, radius_x, radius_y, 8, 172, "#2d1d29", 16 + row * 5)
    for seat in range(seats):
        angle = math.radians(20 + 140 * seat / (seats - 1))
        if abs(math.degrees(angle) - 90) < 4.4:
            continue
        x = 800 + radius_x * math.cos(angle)
        y = centre_y + radius_y * math.sin(angle)
        canvas.rectangle(
            x - size, y - size * 1.5, x + size, y + size * 0.5, back, radius=size * 0.45
        )
        canvas.rectangle(
            x - size, y - size * 1.5, x + size, y - size * 1.1, edge, radius=size * 0.2
        )


def market(canvas):
    canvas.gradient(
        0,
        canvas.height,
        [(0, "#3c4a6b"), (0.35, "#8d7385"), (0.6, "#dc9f74"), (0.75, "#e9bd86"), (1, "#b98a63")],
    )
    dice = dice_from(19)
    _old_town(canvas)
    canvas.polygon([(0, 800), (1600, 800), (1600, 1067), (0, 1067)], "#a87c58")
    for row in range(7):
        y = 812 + row * row * 5 + row * 14
        canvas.line([(0, y), (1600, y)], see_through("#7d5a40", 110), 2)
    canvas.polygon([(0, 800), (1600, 800), (1600, 830), (0, 830)], see_through("#5d4030", 110))
    stalls = (
        (40, CINNABAR, CREAM),
        (440, "#2d6a5e", CREAM),
        (840, "#c98a3c", CREAM),
        (1240, "#2b5468", CREAM),
    )
    for left, first, second in stalls:
        _stall(canvas, left, first, second, dice)
    _lamp_string(canvas, (-40, 250), (800, 470), (1640, 210), 15)
    _lamp_string(canvas, (-40, 380), (700, 520), (1640, 350), 13)
    for x, height, coat in (
        (408, 176, "#2b3b4d"),
        (812, 190, "#6a3d3a"),
        (868, 150, "#d6b98a"),
        (1214, 182, "#3d5a50"),
    ):
        _passer_by(canvas, x, 1010, height, coat)


def _old_town(canvas):
    wall = "#7a5363"
    far = "#a3717a"
    for left, right, top in (
        (0, 180, 430),
        (260, 420, 390),
        (560, 760, 450),
        (900, 1040, 400),
        (1180, 1420, 420),
    ):
        canvas.rectangle(left, top, right, 820, far)
    canvas.rectangle(1050, 250, 1120, 820, far)
    canvas.rectangle(1038, 300, 1132, 316, "#8d6270")
    canvas.polygon([(1046, 250), (1085, 180), (1124, 250)], "#8d6270")
    canvas.circle(340, 392, 66, far)
    for left, right, top in (
        (120, 330, 520),
        (380, 610, 490),
        (690, 900, 530),
        (960, 1210, 500),
        (1330, 1600, 515),
        (0, 90, 540),
    ):
        canvas.rectangle(left, top, right, 820, wall)
        canvas.rectangle(left - 6, top - 10, right + 6, top + 4, "#68454f")
        for x in range(left + 24, right - 40, 58):
            lit = (x // 58) % 3 != 1
            colour = "#f3c878" if lit else "#573a48"
            canvas.rectangle(x, top + 40, x + 26, top + 84, colour)
            canvas.circle(x + 13, top + 40, 13, colour)


def _stall(canvas, left, first, second, dice):
    wide = 330
    counter = 852
    canvas.glow(left + wide / 2, 770, 230, "#ffd58a", 170)
    canvas.rectangle(left + 18, 690, left + wide - 18, counter, "#5b3b33")
    canvas.glow(left + wide / 2, 760, 150, "#ffd58a", 200)
    for x in (left + 12, left + wide - 22):
        canvas.rectangle(x, 650, x + 11, 985, "#4a3128")
    stripes = 8
    step = (wide + 30) / stripes
    for stripe in range(stripes):
        colour = first if stripe % 2 == 0 else second
        x = left - 15 + stripe * step
        inset = 46
        top_left = left + inset + (wide - 2 * inset) * stripe / stripes
        top_right = left + inset + (wide - 2 * inset) * (stripe + 1) / stripes
        canvas.polygon([(top_left, 586), (top_right, 586), (x + step, 668), (x, 668)], colour)
        canvas.rectangle(x, 667, x + step, 686, colour)
        canvas.ellipse(x + step / 2, 686, step / 2, 15, colour)
    canvas.polygon(
        [(left - 15, 660), (left + wide + 15, 660), (left + wide + 15, 668), (left - 15, 668)],
        (0, 0, 0, 40),
    )
    _seller(canvas, left + wide / 2 + dice.uniform(-50, 50), counter, dice)
    canvas.rectangle(left, counter, left + wide, counter + 24, "#d9b07c")
    canvas.rectangle(left + 8, counter + 24, left + wide - 8, 985, "#8a5c42")
    for x in range(int(left) + 40, int(left) + wide - 20, 58):
        canvas.line([(x, counter + 26), (x, 984)], "#74492f", 3)
    goods = [CINNABAR, "#d99a2b", "#7a8c3f", "#c4683b", "#8f4a63", "#e2c36b"]
    for basket in range(4):
        x = left + 50 + basket * 78
        if abs(basket - 1.5) < 1 and dice.random() < 0.2:
            continue
        colour = dice.choice(goods)
        canvas.polygon([(x - 32, counter - 12), (x + 32, counter - 12), (x, counter - 56)], colour)
        canvas.ellipse(x, counter - 14, 33, 9, colour)
        canvas.polygon(
            [
                (x - 36, counter - 14),
                (x + 36, counter - 14),
                (x + 28, counter + 4),
                (x - 28, counter + 4),
            ],
            "#b98a55",
        )


def _seller(canvas, x, counter, dice):
    coat = dice.choice(["#40606a", "#8a4b3c", "#5f6b45"])
    canvas.rectangle(x - 34, counter - 96, x + 34, counter, coat, radius=24)
    canvas.circle(x, counter - 116, 24, "#b9805c")
    canvas.ellipse(x, counter - 130, 27, 15, dice.choice(["#efe4cf", "#3a2a25", "#a33a26"]))


def _lamp_string(canvas, start, control, end, lamps):
    points = quadratic(start, control, end, lamps * 4)
    canvas.line(points, "#33263a", 3)
    for index in range(2, len(points), 4):
        x, y = points[index]
        canvas.glow(x, y + 20, 62, "#ffd98e", 210)
        canvas.rectangle(x - 4, y, x + 4, y + 8, "#33263a")
        canvas.ellipse(x, y + 20, 11, 14, "#fff0c4")


def _passer_by(canvas, x, ground, height, coat):
    canvas.ellipse(x + 12, ground, 46, 9, (60, 36, 24, 110))
    head = height * 0.13
    canvas.rectangle(x - 18, ground - height * 0.36, x - 4, ground, "#2c2228", radius=4)
    canvas.rectangle(x + 4, ground - height * 0.36, x + 18, ground, "#2c2228", radius=4)
    canvas.polygon(
        [
            (x - 24, ground - height * 0.76),
            (x + 24, ground - height * 0.76),
            (x + 36, ground - height * 0.24),
            (x - 36, ground - height * 0.24),
        ],
        coat,
    )
    canvas.ellipse(x, ground - height * 0.75, 26, 15, coat)
    canvas.circle(x, ground - height * 0.9, head, "#7c5340")
    canvas.ellipse(x, ground - height * 0.94, head * 1.05, head * 0.8, "#2a1d20")
