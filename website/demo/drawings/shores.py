"""The sea, what lies in it and what lives by it."""

import math

from website.demo.drawings.scenery import gull, ridge, ripples
from website.demo.drawings.tools import (
    CINNABAR,
    CREAM,
    INK,
    ROSE,
    SAND,
    dice_from,
    dome,
    mix,
    quadratic,
    see_through,
)


def harbour(canvas):
    horizon = 690
    canvas.gradient(0, horizon, [(0, "#8fb4ba"), (0.55, "#c3d2c4"), (1, "#eeddb9")])
    canvas.glow(1125, 425, 300, "#fff3d6", 150)
    canvas.circle(1125, 425, 76, CREAM)
    ridge(canvas, 640, [(40, 1900, 4.2), (16, 700, 1)], "#85a3a3")
    ridge(canvas, 672, [(22, 1300, 1.3), (9, 460, 2)], "#5f8285")
    canvas.gradient(horizon, canvas.height, [(0, "#5b8584"), (0.3, "#416a6a"), (1, "#2c5053")])
    for y in range(horizon + 8, 960, 13):
        half = 92 - (y - horizon) * 0.16
        canvas.line([(1125 - half, y), (1125 + half, y)], see_through(CREAM, 70), 3)
    ripples(canvas, horizon + 10, canvas.height, "#a9c8c0", 11, 150)
    canvas.rectangle(0, 682, 430, 712, "#2a4245")
    canvas.rectangle(1330, 682, 1600, 712, "#2a4245")
    for x, reach in ((200, 1), (350, 1), (1450, -1)):
        _crane(canvas, x, 690, reach)
    _container_ship(canvas, 560, 752)


def _crane(canvas, x, ground, reach):
    steel = "#1f3a3f"
    top = ground - 330
    for offset in (-34, 34):
        canvas.line([(x + offset, ground), (x + offset, top + 70)], steel, 11)
    for first, second in ((100, 190), (190, 280)):
        canvas.line([(x - 34, ground - first), (x + 34, ground - second)], steel, 5)
    canvas.line([(x - 40, ground - 100), (x + 40, ground - 100)], steel, 8)
    canvas.line([(x - reach * 120, top + 74), (x + reach * 250, top + 40)], steel, 14)
    canvas.line([(x, top + 66), (x, top - 70)], steel, 11)
    canvas.line([(x, top - 66), (x + reach * 240, top + 40)], steel, 4)
    canvas.line([(x, top - 66), (x + reach * 120, top + 52)], steel, 4)
    canvas.line([(x, top - 66), (x - reach * 116, top + 72)], steel, 4)
    canvas.rectangle(x - 22, top + 76, x + 22, top + 112, CINNABAR, radius=3)
    trolley = x + reach * 170
    canvas.line([(trolley, top + 50), (trolley, top + 150)], steel, 3)
    canvas.rectangle(trolley - 26, top + 150, trolley + 26, top + 172, SAND)


def _container_ship(canvas, left, deck):
    colours = [CINNABAR, SAND, "#527a7a", "#9aa39c", ROSE, "#36595c"]
    dice = dice_from(5)
    for column in range(9):
        for row in range((2, 3, 3, 2, 3, 3, 2, 3, 1)[column]):
            x = left + 70 + column * 48
            y = deck - 26 * (row + 1)
            colour = dice.choice(colours)
            canvas.rectangle(x, y, x + 45, y + 24, colour)
            for groove in range(1, 5):
                canvas.line([(x + groove * 9, y + 3), (x + groove * 9, y + 21)], (0, 0, 0, 34), 1.5)
    bridge = left + 512
    canvas.rectangle(bridge, deck - 112, bridge + 62, deck, "#e9e2d0")
    canvas.rectangle(bridge - 10, deck - 126, bridge + 72, deck - 106, "#d6cfbc")
    for row in range(3):
        for window in range(4):
            x = bridge + 8 + window * 13
            canvas.rectangle(x, deck - 94 + row * 28, x + 8, deck - 84 + row * 28, "#2f4d52")
    canvas.rectangle(bridge + 78, deck - 74, bridge + 106, deck, CINNABAR)
    canvas.rectangle(bridge + 78, deck - 74, bridge + 106, deck - 60, INK)
    hull = [
        (left, deck - 8),
        (left + 655, deck - 8),
        (left + 622, deck + 76),
        (left + 62, deck + 76),
    ]
    canvas.polygon(hull, "#1a2b2e")
    canvas.polygon(
        [
            (left + 46, deck + 56),
            (left + 630, deck + 56),
            (left + 622, deck + 76),
            (left + 62, deck + 76),
        ],
        "#8c2f20",
    )
    canvas.line([(left + 16, deck + 8), (left + 650, deck + 8)], "#4d6a6b", 3)
    for y in range(0, 90, 12):
        shrink = 70 + y * 1.4
        canvas.line(
            [(left + shrink, deck + 84 + y), (left + 640 - shrink * 0.6, deck + 84 + y)],
            see_through("#14282b", 120 - y),
            6,
        )


def tide_staff(canvas):
    canvas.gradient(0, 560, [(0, "#a9c3bf"), (1, "#e9e2c9")])
    ridge(canvas, 470, [(26, 1500, 0.4), (10, 520, 2.2)], "#8fb0a8")
    canvas.gradient(540, canvas.height, [(0, "#5f9184"), (0.4, "#2f6a5f"), (1, "#123f3a")])
    ripples(canvas, 560, canvas.height, "#bfdccb", 23, 120)
    stones = ["#b39b7d", "#a68e72", "#bda68a", "#9b856c"]
    dice = dice_from(8)
    canvas.rectangle(860, 190, 1600, 1067, "#8a7660")
    for row in range(12):
        top = 200 + row * 74
        x = 860 - (row % 2) * 60
        while x < 1600:
            length = dice.uniform(110, 190)
            shade = dice.choice(stones)
            if top > 560:
                wet = min(1, (top - 520) / 330)
                shade = mix(shade, "#27493f", 0.35 + 0.5 * wet)
            canvas.rectangle(max(860, x + 3), top + 3, x + length - 3, top + 71, shade, radius=6)
            x += length
    canvas.rectangle(830, 150, 1600, 200, "#cdb999")
    canvas.rectangle(830, 190, 1600, 202, "#7d6a55")
    for x in (1080, 1390):
        canvas.rectangle(x - 34, 84, x + 34, 152, "#22383b", radius=10)
        canvas.rectangle(x - 48, 74, x + 48, 98, "#2e484b", radius=10)
    canvas.line(quadratic((1080, 124), (1235, 250), (1390, 124)), "#e0cda6", 9)
    for y in (290, 560):
        canvas.rectangle(640, y, 880, y + 20, "#3d2f25", radius=4)
        canvas.rectangle(846, y - 18, 872, y + 38, "#22383b", radius=4)
    _staff_scale(canvas, 560, 150, 980)
    for y in range(742, 1067, 8):
        sway = 14 * math.sin(y / 23)
        canvas.line([(520 + sway, y), (668 + sway, y)], see_through("#2f6a5f", 120), 5)
    canvas.polygon([(480, 742), (724, 742), (704, 752), (500, 752)], see_through("#d5e8d6", 190))
    canvas.line([(410, 766), (790, 766)], see_through("#d5e8d6", 110), 3)
    gull(canvas, 250, 220, 60)
    gull(canvas, 380, 300, 38)


def _staff_scale(canvas, left, top, bottom):
    right = left + 90
    canvas.rectangle(left - 16, top - 24, right + 16, bottom + 40, "#4b3a2c", radius=6)
    canvas.rectangle(left, top, right, bottom, "#f3efe0")
    for index, y in enumerate(range(top, bottom, 28)):
        if index % 2 == 0:
            canvas.rectangle(left, y, left + 45, y + 28, INK)
        else:
            canvas.rectangle(left + 45, y, right, y + 28, INK)
        if index % 10 == 0:
            canvas.rectangle(left, y, right, y + 28, CINNABAR)


def cables(canvas):
    canvas.gradient(0, canvas.height, [(0, "#11494f"), (0.45, "#0c353d"), (1, "#071d24")])
    canvas.glow(1050, 60, 720, "#4c9a94", 90)
    for index in range(6):
        shade = mix("#0d3a41", "#06171d", index / 5)
        ridge(
            canvas,
            760 + index * 58,
            [(52 - index * 4, 1250 - index * 90, index * 1.7), (15, 390, index)],
            shade,
        )
    dice = dice_from(42)
    colours = ["#5fb3a6", "#8fd0bf", "#3f8f8d", "#d8c089", "#2f7477", "#c9dccb"]
    for index in range(34):
        points = _cable_points(canvas, dice, 150 + index * 25)
        bright = index % 7 == 3
        colour = SAND if bright else colours[index % len(colours)]
        canvas.line(points, see_through(colour, 230 if bright else 110), 4 if bright else 2.2)
        if bright:
            for place in range(9, len(points), 26):
                x, y = points[place]
                canvas.circle(x, y, 8, "#0b2b32")
                canvas.circle(x, y, 6, CREAM)
    for _ in range(90):
        x, y = dice.uniform(0, canvas.width), dice.uniform(0, canvas.height)
        canvas.circle(x, y, dice.uniform(1, 2.6), see_through("#d9efe4", dice.randint(60, 170)))
    x, y = 1018, 470
    canvas.glow(x, y, 130, CINNABAR, 210)
    for radius in (34, 54):
        canvas.arc(x, y, radius, radius, 0, 360, "#e8775b", 3)
    canvas.circle(x, y, 13, "#f08a6c")


def _cable_points(canvas, dice, level):
    waves = [
        (dice.uniform(30, 95), dice.uniform(900, 1900), dice.uniform(0, math.tau)),
        (dice.uniform(6, 24), dice.uniform(300, 640), dice.uniform(0, math.tau)),
    ]
    tilt = dice.uniform(-0.12, 0.12)
    points = []
    for x in range(-20, canvas.width + 28, 8):
        bend = sum(
            height * math.sin(x / length * math.tau + phase) for height, length, phase in waves
        )
        points.append((x, level + bend + tilt * (x - canvas.width / 2)))
    return points


def currents(canvas):
    """The surface of a sea as seen from far above: streaks of water that turn about eddies."""
    canvas.gradient(0, canvas.height, [(0, "#0d3f52"), (0.5, "#0a3244"), (1, "#08273a")])
    canvas.glow(620, 380, 620, "#1f6f7c", 110)
    canvas.glow(1280, 820, 520, "#17596b", 90)
    dice = dice_from(7)
    for _ in range(1500):
        points, pace = _streak(dice.uniform(-60, 1660), dice.uniform(-60, 1127))
        colour = mix("#2f7f8c", CREAM, min(pace / 2.6, 1)) if pace < 2.5 else (232, 150, 110)
        canvas.line(points, (*colour, dice.randint(70, 150)), 1.3 + min(pace, 3) * 0.6)
    shares = [step / 70 for step in range(71)]
    coast = [
        (500 - 560 * s + 34 * math.sin(s * 17) + 11 * math.sin(s * 61), 600 * s) for s in shares
    ]
    canvas.polygon([(-20, 0), *coast], "#d9c7a0")
    canvas.line(coast, CREAM, 5)
    islands = [(1345, 190, 62, 24), (1430, 232, 34, 15), (1495, 262, 17, 9)]
    for x, y, radius_x, radius_y in islands:
        canvas.ellipse(x, y, radius_x + 4, radius_y + 4, CREAM)
        canvas.ellipse(x, y, radius_x, radius_y, "#d9c7a0")


# Where eddies turn, how far they reach, and how fast and which way round.
EDDIES = [
    (610, 400, 190, 2.6),
    (1010, 690, 230, -2.4),
    (1330, 410, 150, 2.1),
    (330, 800, 210, -2.2),
    (820, 140, 120, -1.7),
    (1480, 860, 160, 2.0),
]


def _streak(x, y):
    """The way that a drop of water takes, and how fast it sets out."""
    points, pace = [(x, y)], None
    for _ in range(16):
        along, down = 0.8 + 0.3 * math.sin(y / 170), 0.35 * math.sin(x / 260)
        for centre_x, centre_y, reach, turn in EDDIES:
            off_x, off_y = (x - centre_x) / reach, (y - centre_y) / reach
            force = turn * math.exp(-(off_x**2 + off_y**2))
            along, down = along - force * off_y * 1.6, down + force * off_x * 1.6
        pace = pace or math.hypot(along, down)
        x, y = x + along * 4, y + down * 4
        points.append((x, y))
    return points, pace


def ferry(canvas):
    shore = 640
    canvas.gradient(0, shore, [(0, "#0e1f2f"), (0.6, "#24445a"), (1, "#52707a")])
    dice = dice_from(3)
    for _ in range(110):
        canvas.circle(
            dice.uniform(0, 1600),
            dice.uniform(0, 430),
            dice.uniform(0.8, 2.4),
            see_through("#e8eedc", dice.randint(70, 220)),
        )
    canvas.glow(1240, 210, 320, "#f5e6c0", 120)
    canvas.circle(1240, 210, 70, "#f6e9c8")
    for x, y, radius in ((1222, 190, 13), (1262, 228, 17), (1250, 178, 8), (1214, 236, 9)):
        canvas.circle(x, y, radius, "#e8d8b0")
    ridge(canvas, 610, [(44, 1700, 0.2), (16, 610, 2)], "#1c3745")
    _town(canvas, shore, dice)
    canvas.gradient(shore, canvas.height, [(0, "#2f5361"), (0.4, "#1b3845"), (1, "#0c1f2b")])
    for _ in range(46):
        x = dice.uniform(0, 1600)
        for step in range(dice.randint(2, 6)):
            y = shore + 10 + step * 13
            half = dice.uniform(4, 13)
            canvas.line([(x - half, y), (x + half, y)], see_through("#f2c879", 120 - step * 16), 3)
    ripples(canvas, shore + 20, canvas.height, "#6d97a0", 77, 120)
    for y in range(shore + 6, 1040, 14):
        half = 26 + 30 * abs(math.sin(y / 37))
        canvas.line([(1240 - half, y), (1240 + half, y)], see_through("#f5e6c0", 66), 4)
    _ferry_boat(canvas, 380, 800)


def _town(canvas, shore, dice):
    x = 0
    while x < 1600:
        wide = dice.randint(30, 72)
        tall = dice.randint(24, 92) + (60 if 500 < x < 760 else 0)
        canvas.rectangle(x, shore - tall, x + wide, shore, "#152c39")
        if dice.random() < 0.4:
            canvas.polygon(
                [(x, shore - tall), (x + wide / 2, shore - tall - 26), (x + wide, shore - tall)],
                "#152c39",
            )
        for row in range(int(tall // 20)):
            for column in range(int(wide // 16)):
                if dice.random() < 0.42:
                    left = x + 6 + column * 16
                    top = shore - tall + 8 + row * 20
                    canvas.rectangle(
                        left, top, left + 6, top + 9, dice.choice(["#f2c879", "#e6a95b", "#f7e2ad"])
                    )
        x += wide


def _ferry_boat(canvas, left, water):
    canvas.glow(left + 340, water - 90, 460, "#f6cf86", 130)
    canvas.rectangle(left + 120, water - 186, left + 560, water - 112, "#e7e0cd", radius=8)
    canvas.rectangle(left + 60, water - 112, left + 640, water - 40, "#f1ead8", radius=6)
    canvas.rectangle(left + 250, water - 244, left + 400, water - 186, "#e7e0cd", radius=6)
    canvas.rectangle(left + 240, water - 252, left + 410, water - 238, "#c9c1ac", radius=4)
    canvas.rectangle(left + 440, water - 262, left + 496, water - 186, CINNABAR)
    canvas.rectangle(left + 440, water - 262, left + 496, water - 244, INK)
    for window in range(7):
        x = left + 148 + window * 56
        canvas.rectangle(x, water - 170, x + 38, water - 132, "#f7cd7c", radius=4)
    for window in range(10):
        x = left + 84 + window * 54
        canvas.rectangle(x, water - 96, x + 36, water - 62, "#f4bf64", radius=4)
    for window in range(3):
        x = left + 262 + window * 44
        canvas.rectangle(x, water - 230, x + 34, water - 204, "#f9dd9f", radius=3)
    for passenger in (1, 2, 4, 7, 8):
        x = left + 102 + passenger * 54
        canvas.circle(x, water - 82, 6, "#4d3420")
        canvas.rectangle(x - 8, water - 76, x + 8, water - 62, "#4d3420", radius=4)
    canvas.line([(left + 325, water - 252), (left + 325, water - 330)], "#c9c1ac", 5)
    canvas.circle(left + 325, water - 332, 7, "#f9e4b0")
    canvas.polygon(
        [
            (left, water - 44),
            (left + 700, water - 44),
            (left + 652, water + 34),
            (left + 48, water + 34),
        ],
        "#173b3a",
    )
    canvas.line([(left + 10, water - 26), (left + 690, water - 26)], "#d8c089", 5)
    canvas.polygon(
        [
            (left + 36, water + 16),
            (left + 664, water + 16),
            (left + 652, water + 34),
            (left + 48, water + 34),
        ],
        CINNABAR,
    )
    canvas.line([(left - 60, water + 36), (left + 760, water + 36)], see_through("#cfe3de", 150), 5)
    for window in range(10):
        x = left + 102 + window * 54
        for step in range(8):
            y = water + 52 + step * 15
            sway = 8 * math.sin(step * 1.7 + window)
            half = 15 - step
            canvas.line(
                [(x - half + sway, y), (x + half + sway, y)],
                see_through("#f4bf64", 140 - step * 15),
                4,
            )


def river_radio(canvas):
    canvas.gradient(0, 520, [(0, "#4f7f8f"), (0.5, "#a9c0b3"), (1, "#f2dcae")])
    canvas.glow(1330, 440, 380, "#fff0c6", 160)
    canvas.circle(1330, 440, 56, "#fff3d2")
    ridge(canvas, 486, [(30, 1800, 2.6), (12, 520, 0.4)], "#86a69a")
    ridge(canvas, 516, [(16, 1200, 0.9), (6, 330, 2)], "#5d8577")
    canvas.gradient(
        520, canvas.height, [(0, "#c9cda9"), (0.2, "#7fa59b"), (0.6, "#43767a"), (1, "#254f58")]
    )
    ripples(canvas, 560, canvas.height, "#dbe6cd", 29, 150)
    for y in range(528, 800, 12):
        half = 60 + (y - 528) * 0.12
        canvas.line([(1330 - half, y), (1330 + half, y)], see_through("#fff0c6", 80), 3)
    canvas.polygon(
        [(0, 524), *quadratic((0, 560), (240, 556), (430, 528), 12), (430, 520), (0, 520)],
        "#4a7263",
    )
    _poplars(canvas)
    _radio_waves(canvas, 618, 458, 1, "#fff6dc")
    _radio_waves(canvas, 1098, 588, -1, "#fff6dc")
    _barge(canvas, 250, 640, 0.62, "#7a3b30", "#c9a36c")
    _barge(canvas, 380, 890, 1.25, "#1f3f45", CINNABAR)
    buoy = 1420
    canvas.polygon(
        [(buoy - 30, 820), (buoy + 30, 820), (buoy + 14, 750), (buoy - 14, 750)], CINNABAR
    )
    canvas.ellipse(buoy, 822, 44, 12, "#8c2f20")
    canvas.circle(buoy, 742, 9, CREAM)


def _poplars(canvas):
    for x, tall in (
        (30, 120),
        (74, 150),
        (120, 132),
        (172, 104),
        (216, 84),
        (1500, 70),
        (1540, 92),
        (1582, 80),
    ):
        canvas.ellipse(x, 522 - tall / 2, tall * 0.13, tall / 2, "#3d6353")


def _barge(canvas, left, water, scale, hull, paint):
    """A long hull with hatches and a wheelhouse aft, its aerial at the right."""

    def at(x, y):
        return left + x * scale, water + y * scale

    def box(x, y, right, bottom, fill, radius=0):
        canvas.rectangle(*at(x, y), *at(right, bottom), fill, radius * scale)

    canvas.polygon([at(-30, 46), at(760, 46), at(640, 96), at(80, 96)], see_through("#16353c", 90))
    box(60, -58, 470, -20, "#d8c9a3", 4)
    for hatch in range(6):
        box(66 + hatch * 67, -74, 124 + hatch * 67, -36, "#b9a67d" if hatch % 2 else "#c9b78f", 6)
    box(520, -128, 660, -20, "#f1e9d6", 5)
    box(508, -142, 672, -124, paint, 4)
    for window in range(3):
        box(532 + window * 42, -112, 566 + window * 42, -74, "#2f4d52", 3)
    box(600, -66, 632, -22, "#7d5a3c", 3)
    canvas.line([at(574, -140), at(574, -296)], "#22383b", 5 * scale)
    canvas.line([at(550, -250), at(598, -250)], "#22383b", 3 * scale)
    canvas.circle(*at(574, -298), 7 * scale, CINNABAR)
    canvas.polygon([at(-20, -26), at(700, -26), at(724, -40), at(700, 48), at(40, 48)], hull)
    canvas.line([at(-8, -12), at(706, -12)], "#e9dfc2", 5 * scale)
    canvas.polygon([at(26, 32), at(704, 32), at(700, 48), at(40, 48)], "#8c2f20")
    canvas.line([at(-70, 50), at(770, 50)], see_through("#eaf2e2", 170), 5 * scale)
    canvas.line([at(-150, 66), at(120, 66)], see_through("#eaf2e2", 110), 4 * scale)


def _radio_waves(canvas, x, y, way, colour):
    """Thin arcs that widen upwards and to one side: 1 is right, -1 is left."""
    start, end = (-78, -12) if way > 0 else (192, 258)
    for ring in range(8):
        reach = 44 + ring * 46
        canvas.arc(x, y, reach, reach, start, end, see_through(colour, 225 - ring * 24), 3.5)


def lighthouse(canvas):
    sea = 760
    canvas.gradient(0, sea, [(0, "#1d2b4f"), (0.45, "#5d5580"), (0.8, "#c9808a"), (1, "#f0b48a")])
    dice = dice_from(9)
    for _ in range(90):
        canvas.circle(
            dice.uniform(0, 1600),
            dice.uniform(0, 330),
            dice.uniform(0.8, 2.3),
            see_through("#f4ecdc", dice.randint(70, 210)),
        )
    ridge(canvas, 748, [(20, 1700, 0.4), (9, 480, 2)], "#5d4f74")
    canvas.gradient(sea, canvas.height, [(0, "#c98f8d"), (0.2, "#6b6689"), (1, "#232f52")])
    ripples(canvas, sea + 10, canvas.height, "#f3cfb4", 61, 150)
    canvas.polygon([(1000, 168), (-60, 30), (-60, 250)], (255, 240, 196, 70))
    canvas.polygon([(1000, 168), (1660, 90), (1660, 236)], (255, 240, 196, 70))
    canvas.polygon(
        [
            (620, 1067),
            (700, 900),
            *quadratic((760, 850), (1000, 770), (1260, 840), 16),
            (1420, 930),
            (1500, 1067),
        ],
        "#2a2a3f",
    )
    canvas.polygon([(760, 1067), (860, 900), (1010, 860), (1050, 1067)], "#383852")
    canvas.polygon([(1130, 1067), (1180, 880), (1300, 890), (1330, 1067)], (32, 32, 49, 150))
    _tower(canvas, 1000, 850, dice)
    _reading_rower(canvas, 330, 940)


def _tower(canvas, x, foot, dice):
    canvas.polygon([(x - 150, foot), (x + 150, foot), (x + 104, 260), (x - 104, 260)], "#efe6d6")
    canvas.polygon(
        [(x + 40, foot), (x + 150, foot), (x + 104, 260), (x + 30, 260)], (90, 74, 110, 70)
    )
    for top, bottom in ((400, 442), (560, 602), (720, 762)):
        low, high = (104 + 46 * (y - 260) / (foot - 260) for y in (bottom, top))
        canvas.polygon(
            [(x - low, bottom), (x + low, bottom), (x + high, top), (x - high, top)], CINNABAR
        )
        canvas.polygon(
            [(x + 36, bottom), (x + low, bottom), (x + high, top), (x + 34, top)], (70, 20, 40, 70)
        )
    for top in (278, 452, 612):
        _book_window(canvas, x, top, dice)
    canvas.rectangle(x - 44, 774, x + 44, foot + 6, "#3d2a2a", radius=22)
    canvas.rectangle(x - 34, 786, x + 34, foot + 6, "#f6c877", radius=16)
    canvas.rectangle(x - 132, 240, x + 132, 264, "#2a2a3f", radius=4)
    for rail in range(-124, 125, 31):
        canvas.line([(x + rail, 240), (x + rail, 206)], "#2a2a3f", 5)
    canvas.line([(x - 128, 206), (x + 128, 206)], "#2a2a3f", 6)
    canvas.glow(x, 168, 300, "#fff0c4", 210)
    canvas.rectangle(x - 62, 112, x + 62, 240, "#fff1c9", radius=6)
    for post in (-62, -21, 21, 62):
        canvas.line([(x + post, 112), (x + post, 240)], "#2a2a3f", 6)
    canvas.circle(x, 172, 26, "#ffffff")
    canvas.polygon([(x - 84, 116), (x + 84, 116), (x + 40, 52), (x - 40, 52)], CINNABAR)
    canvas.circle(x, 46, 13, SAND)


def _book_window(canvas, x, top, dice):
    """A window in which the shelves of the library stand."""
    wide, tall = 58, 106
    canvas.glow(x, top + 56, 150, "#ffd58a", 130)
    canvas.rectangle(x - wide - 9, top - 9, x + wide + 9, top + tall + 9, "#4a3346", radius=8)
    canvas.rectangle(x - wide, top, x + wide, top + tall, "#f9d68f", radius=3)
    for shelf in range(2):
        floor = top + 50 + shelf * 52
        left = x - wide + 4
        while left < x + wide - 14:
            thick, high = dice.randint(9, 17), dice.randint(28, 43)
            colour = dice.choice([CINNABAR, "#2d6a5e", "#2b5468", "#8a5a2e", "#6b4a74", "#c98a3c"])
            canvas.rectangle(left, floor - high, left + thick, floor, colour, radius=2)
            canvas.line(
                [(left + 3, floor - high + 8), (left + thick - 3, floor - high + 8)], CREAM, 2
            )
            left += thick + 1
        canvas.rectangle(x - wide, floor, x + wide, floor + 5, "#6d4a36")


def _reading_rower(canvas, x, water):
    """Somebody who brings books back, in a boat."""
    canvas.polygon(
        [
            (x - 150, water - 34),
            (x + 160, water - 34),
            (x + 110, water + 16),
            (x - 110, water + 16),
        ],
        "#5b3626",
    )
    canvas.line([(x - 148, water - 30), (x + 158, water - 30)], "#c98f58", 8)
    for place, colour in enumerate((CINNABAR, CREAM, "#2d6a5e", SAND)):
        canvas.rectangle(
            x + 62, water - 54 - place * 17, x + 122, water - 40 - place * 17, colour, radius=2
        )
    canvas.rectangle(x - 34, water - 118, x + 26, water - 34, "#2b5468", radius=24)
    canvas.circle(x - 2, water - 142, 26, "#b9805c")
    canvas.polygon(dome(x - 2, water - 148, 29, 28, 0), "#f0b04a")
    canvas.line([(x - 10, water - 90), (x - 70, water - 64)], "#2b5468", 20)
    canvas.line([(x - 40, water - 78), (x - 190, water + 20)], "#c98f58", 9)
    canvas.line([(x - 170, water + 18), (x + 170, water + 18)], see_through("#f6dcc6", 150), 5)
