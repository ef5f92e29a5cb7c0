"""The pictures of the demonstration, drawn by program so that nothing has to be licensed.

Every picture is painted at twice its size and scaled down, which smooths the edges.
Nothing is left to chance: the same name gives the same pixels every time.
"""

import math
import random
from itertools import pairwise

from PIL import Image, ImageDraw

LANDSCAPE = (1600, 1067)
SQUARE = (800, 800)
OVERSAMPLING = 2

INK = "#16262a"
PINE = "#0f4a40"
DEEP_SEA = "#3e6465"
CELADON = "#9dbcb0"
CINNABAR = "#b5371f"
SAND = "#e3b778"
CREAM = "#f4e7cc"
ROSE = "#c4917b"


def draw(name):
    """Return the picture called `name` as an RGB image; an unknown name is a KeyError."""
    size, paint = DRAWINGS[name]
    canvas = Canvas(size)
    paint(canvas)
    return canvas.finish()


class Canvas:
    """A drawing surface that is addressed in the pixels of the finished picture."""

    def __init__(self, size):
        self.width, self.height = size
        scaled = (self.width * OVERSAMPLING, self.height * OVERSAMPLING)
        self.image = Image.new("RGB", scaled)
        self._pen = ImageDraw.Draw(self.image, "RGBA")

    def finish(self):
        return self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)

    def gradient(self, top, bottom, stops):
        """Fill the full width between two heights; stops are (share of the way, colour)."""
        first = round(top * OVERSAMPLING)
        last = round(bottom * OVERSAMPLING)
        for y in range(first, last):
            colour = _colour_at((y - first) / max(1, last - first - 1), stops)
            self._pen.line((0, y, self.image.width, y), fill=colour)

    def polygon(self, points, fill):
        self._pen.polygon(_scaled(points), fill=fill)

    def rectangle(self, left, top, right, bottom, fill, radius=0):
        box = _scaled([(left, top), (right, bottom)])
        self._pen.rounded_rectangle(box, radius=radius * OVERSAMPLING, fill=fill)

    def circle(self, x, y, radius, fill):
        self.ellipse(x, y, radius, radius, fill)

    def ellipse(self, x, y, radius_x, radius_y, fill):
        box = _scaled([(x - radius_x, y - radius_y), (x + radius_x, y + radius_y)])
        self._pen.ellipse(box, fill=fill)

    def line(self, points, fill, width):
        self._pen.line(_scaled(points), fill=fill, width=round(width * OVERSAMPLING), joint="curve")

    def arc(self, x, y, radius_x, radius_y, start, end, fill, width):
        """An arc in degrees, clockwise from three o'clock."""
        box = _scaled([(x - radius_x, y - radius_y), (x + radius_x, y + radius_y)])
        self._pen.arc(box, start, end, fill=fill, width=round(width * OVERSAMPLING))

    def glow(self, x, y, radius, colour, strength):
        """A soft light: rings that fade outwards."""
        reach = round(radius * OVERSAMPLING)
        light = Image.new("L", (2 * reach, 2 * reach), 0)
        pen = ImageDraw.Draw(light)
        rings = min(reach // 2, 120)
        for ring in range(rings, 0, -1):
            share = ring / rings
            edge = reach * share
            box = (reach - edge, reach - edge, reach + edge, reach + edge)
            pen.ellipse(box, fill=round(strength * (1 - share) ** 2))
        corner = (round(x * OVERSAMPLING) - reach, round(y * OVERSAMPLING) - reach)
        self.image.paste(Image.new("RGB", light.size, colour), corner, light)


def _scaled(points):
    return [(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points]


def _dice(seed):
    return random.Random(seed)  # a picture, not a secret


def _rgb(colour):
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def _see_through(colour, alpha):
    return (*_rgb(colour), alpha)


def _mix(first, second, share):
    pairs = zip(_rgb(first), _rgb(second), strict=True)
    return tuple(round(a + (b - a) * share) for a, b in pairs)


def _colour_at(share, stops):
    for (start, first), (end, second) in pairwise(stops):
        if share <= end:
            return _mix(first, second, (share - start) / (end - start))
    return _rgb(stops[-1][1])


def _quadratic(start, control, end, steps=40):
    points = []
    for step in range(steps + 1):
        t = step / steps
        points.append(
            tuple(
                (1 - t) ** 2 * a + 2 * (1 - t) * t * b + t**2 * c
                for a, b, c in zip(start, control, end, strict=True)
            )
        )
    return points


def _dome(x, y, radius_x, radius_y, reach):
    """Points of the upper half of an ellipse, right to left, `reach` degrees past its waist."""
    points = []
    for angle in range(reach, -181 - reach, -5):
        turn = math.radians(angle)
        points.append((x + radius_x * math.cos(turn), y + radius_y * math.sin(turn)))
    return points


def _ridge(canvas, base, waves, fill):
    """A hill line built from sines; waves are (height, wavelength, phase)."""
    points = [(canvas.width, canvas.height), (0, canvas.height)]
    for x in range(0, canvas.width + 8, 8):
        rise = sum(
            height * math.sin(x / length * math.tau + phase) for height, length, phase in waves
        )
        points.append((x, base - rise))
    canvas.polygon(points, fill)


def _ripples(canvas, top, bottom, colour, seed, count):
    """Short level strokes that grow longer towards the viewer."""
    dice = _dice(seed)
    for _ in range(count):
        depth = dice.random() ** 0.8
        y = top + (bottom - top) * depth
        x = dice.uniform(-60, canvas.width)
        length = dice.uniform(24, 70) * (0.6 + 1.6 * depth)
        canvas.line(
            [(x, y), (x + length, y)],
            _see_through(colour, dice.randint(60, 150)),
            1.8 + 1.6 * depth,
        )


# Stories


def _harbour(canvas):
    horizon = 690
    canvas.gradient(0, horizon, [(0, "#8fb4ba"), (0.55, "#c3d2c4"), (1, "#eeddb9")])
    canvas.glow(1125, 425, 300, "#fff3d6", 150)
    canvas.circle(1125, 425, 76, CREAM)
    _ridge(canvas, 640, [(40, 1900, 4.2), (16, 700, 1)], "#85a3a3")
    _ridge(canvas, 672, [(22, 1300, 1.3), (9, 460, 2)], "#5f8285")
    canvas.gradient(horizon, canvas.height, [(0, "#5b8584"), (0.3, "#416a6a"), (1, "#2c5053")])
    for y in range(horizon + 8, 960, 13):
        half = 92 - (y - horizon) * 0.16
        canvas.line([(1125 - half, y), (1125 + half, y)], _see_through(CREAM, 70), 3)
    _ripples(canvas, horizon + 10, canvas.height, "#a9c8c0", 11, 150)
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
    dice = _dice(5)
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
            _see_through("#14282b", 120 - y),
            6,
        )


def _tide_staff(canvas):
    canvas.gradient(0, 560, [(0, "#a9c3bf"), (1, "#e9e2c9")])
    _ridge(canvas, 470, [(26, 1500, 0.4), (10, 520, 2.2)], "#8fb0a8")
    canvas.gradient(540, canvas.height, [(0, "#5f9184"), (0.4, "#2f6a5f"), (1, "#123f3a")])
    _ripples(canvas, 560, canvas.height, "#bfdccb", 23, 120)
    stones = ["#b39b7d", "#a68e72", "#bda68a", "#9b856c"]
    dice = _dice(8)
    canvas.rectangle(860, 190, 1600, 1067, "#8a7660")
    for row in range(12):
        top = 200 + row * 74
        x = 860 - (row % 2) * 60
        while x < 1600:
            length = dice.uniform(110, 190)
            shade = dice.choice(stones)
            if top > 560:
                wet = min(1, (top - 520) / 330)
                shade = "#{:02x}{:02x}{:02x}".format(*_mix(shade, "#27493f", 0.35 + 0.5 * wet))
            canvas.rectangle(max(860, x + 3), top + 3, x + length - 3, top + 71, shade, radius=6)
            x += length
    canvas.rectangle(830, 150, 1600, 200, "#cdb999")
    canvas.rectangle(830, 190, 1600, 202, "#7d6a55")
    for x in (1080, 1390):
        canvas.rectangle(x - 34, 84, x + 34, 152, "#22383b", radius=10)
        canvas.rectangle(x - 48, 74, x + 48, 98, "#2e484b", radius=10)
    canvas.line(_quadratic((1080, 124), (1235, 250), (1390, 124)), "#e0cda6", 9)
    for y in (290, 560):
        canvas.rectangle(640, y, 880, y + 20, "#3d2f25", radius=4)
        canvas.rectangle(846, y - 18, 872, y + 38, "#22383b", radius=4)
    _staff_scale(canvas, 560, 150, 980)
    for y in range(742, 1067, 8):
        sway = 14 * math.sin(y / 23)
        canvas.line([(520 + sway, y), (668 + sway, y)], _see_through("#2f6a5f", 120), 5)
    canvas.polygon([(480, 742), (724, 742), (704, 752), (500, 752)], _see_through("#d5e8d6", 190))
    canvas.line([(410, 766), (790, 766)], _see_through("#d5e8d6", 110), 3)
    _gull(canvas, 250, 220, 60)
    _gull(canvas, 380, 300, 38)


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


def _gull(canvas, x, y, span):
    canvas.line(_quadratic((x - span, y - 6), (x - span / 2, y - span / 2), (x, y)), "#4c6a6b", 4)
    canvas.line(_quadratic((x, y), (x + span / 2, y - span / 2), (x + span, y - 6)), "#4c6a6b", 4)


def _cables(canvas):
    canvas.gradient(0, canvas.height, [(0, "#11494f"), (0.45, "#0c353d"), (1, "#071d24")])
    canvas.glow(1050, 60, 720, "#4c9a94", 90)
    for index in range(6):
        shade = "#{:02x}{:02x}{:02x}".format(*_mix("#0d3a41", "#06171d", index / 5))
        _ridge(
            canvas,
            760 + index * 58,
            [(52 - index * 4, 1250 - index * 90, index * 1.7), (15, 390, index)],
            shade,
        )
    dice = _dice(42)
    colours = ["#5fb3a6", "#8fd0bf", "#3f8f8d", "#d8c089", "#2f7477", "#c9dccb"]
    for index in range(34):
        points = _cable_points(canvas, dice, 150 + index * 25)
        bright = index % 7 == 3
        colour = SAND if bright else colours[index % len(colours)]
        canvas.line(points, _see_through(colour, 230 if bright else 110), 4 if bright else 2.2)
        if bright:
            for place in range(9, len(points), 26):
                x, y = points[place]
                canvas.circle(x, y, 8, "#0b2b32")
                canvas.circle(x, y, 6, CREAM)
    for _ in range(90):
        x, y = dice.uniform(0, canvas.width), dice.uniform(0, canvas.height)
        canvas.circle(x, y, dice.uniform(1, 2.6), _see_through("#d9efe4", dice.randint(60, 170)))
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


def _bridge(canvas):
    water = 770
    canvas.gradient(0, water, [(0, "#48707c"), (0.45, "#9db5ac"), (0.8, "#e6cfa3"), (1, "#eab98a")])
    canvas.glow(300, 690, 420, "#fff0cf", 170)
    canvas.circle(300, 690, 82, "#fbe6bd")
    _ridge(canvas, 726, [(30, 1700, 2.6), (12, 560, 0.5)], "#6f8f90")
    _ridge(canvas, 752, [(14, 1100, 5.4), (7, 330, 1)], "#486b70")
    canvas.gradient(water, canvas.height, [(0, "#7b9a92"), (0.35, "#4c757a"), (1, "#2b4f57")])
    for y in range(water + 8, 1010, 12):
        half = 98 - (y - water) * 0.2
        canvas.line([(300 - half, y), (300 + half, y)], _see_through("#fbe6bd", 90), 4)
    _ripples(canvas, water + 10, canvas.height, "#c5d8c9", 31, 120)
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
                _see_through("#152a2f", 130 - (y - 906) // 2),
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


def _parliament(canvas):
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
            _see_through("#e2b896", 105 - abs(index) * 8),
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
    back = "#{:02x}{:02x}{:02x}".format(*_mix("#c98f74", "#7d3d3f", row / 5))
    edge = "#{:02x}{:02x}{:02x}".format(*_mix("#e8bd97", "#a85f52", row / 5))
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


def _ferry(canvas):
    shore = 640
    canvas.gradient(0, shore, [(0, "#0e1f2f"), (0.6, "#24445a"), (1, "#52707a")])
    dice = _dice(3)
    for _ in range(110):
        canvas.circle(
            dice.uniform(0, 1600),
            dice.uniform(0, 430),
            dice.uniform(0.8, 2.4),
            _see_through("#e8eedc", dice.randint(70, 220)),
        )
    canvas.glow(1240, 210, 320, "#f5e6c0", 120)
    canvas.circle(1240, 210, 70, "#f6e9c8")
    for x, y, radius in ((1222, 190, 13), (1262, 228, 17), (1250, 178, 8), (1214, 236, 9)):
        canvas.circle(x, y, radius, "#e8d8b0")
    _ridge(canvas, 610, [(44, 1700, 0.2), (16, 610, 2)], "#1c3745")
    _town(canvas, shore, dice)
    canvas.gradient(shore, canvas.height, [(0, "#2f5361"), (0.4, "#1b3845"), (1, "#0c1f2b")])
    for _ in range(46):
        x = dice.uniform(0, 1600)
        for step in range(dice.randint(2, 6)):
            y = shore + 10 + step * 13
            half = dice.uniform(4, 13)
            canvas.line([(x - half, y), (x + half, y)], _see_through("#f2c879", 120 - step * 16), 3)
    _ripples(canvas, shore + 20, canvas.height, "#6d97a0", 77, 120)
    for y in range(shore + 6, 1040, 14):
        half = 26 + 30 * abs(math.sin(y / 37))
        canvas.line([(1240 - half, y), (1240 + half, y)], _see_through("#f5e6c0", 66), 4)
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
    canvas.line(
        [(left - 60, water + 36), (left + 760, water + 36)], _see_through("#cfe3de", 150), 5
    )
    for window in range(10):
        x = left + 102 + window * 54
        for step in range(8):
            y = water + 52 + step * 15
            sway = 8 * math.sin(step * 1.7 + window)
            half = 15 - step
            canvas.line(
                [(x - half + sway, y), (x + half + sway, y)],
                _see_through("#f4bf64", 140 - step * 15),
                4,
            )


def _market(canvas):
    canvas.gradient(
        0,
        canvas.height,
        [(0, "#3c4a6b"), (0.35, "#8d7385"), (0.6, "#dc9f74"), (0.75, "#e9bd86"), (1, "#b98a63")],
    )
    dice = _dice(19)
    _old_town(canvas)
    canvas.polygon([(0, 800), (1600, 800), (1600, 1067), (0, 1067)], "#a87c58")
    for row in range(7):
        y = 812 + row * row * 5 + row * 14
        canvas.line([(0, y), (1600, y)], _see_through("#7d5a40", 110), 2)
    canvas.polygon([(0, 800), (1600, 800), (1600, 830), (0, 830)], _see_through("#5d4030", 110))
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
    points = _quadratic(start, control, end, lamps * 4)
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


def _mountains(canvas):
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
        _ridge(canvas, base, waves, colour)
        for strip in range(5):
            y = base + 52 + strip * 16
            canvas.rectangle(0, y, canvas.width, y + 16, _see_through("#eef0e8", 5 + strip * 5))
    _ridge(canvas, 985, [(34, 1750, 5.1), (12, 420, 1)], "#17302f")
    _firs(canvas)
    _border_post(canvas, 640, 968)


def _firs(canvas):
    dice = _dice(27)
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


def _lake_core(canvas):
    canvas.gradient(0, 420, [(0, "#c9b88f"), (1, "#a8946c")])
    for x in range(0, 1600, 133):
        canvas.rectangle(x, 0, x + 129, 420, _see_through("#8d7850", 26 + (x * 7) % 30))
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
    canvas.line([(0, 1010), (1600, 1010)], _see_through("#f1efe4", 150), 9)
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
    dice = _dice(1862)
    canvas.rectangle(left - 26, top - 22, right + 26, bottom + 34, _see_through("#0b2018", 120), 40)
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
    canvas.rectangle(left, top + 6, right, top + 84, _see_through("#0b2018", 110), radius=4)
    canvas.rectangle(left, top, right, top + 74, "#ead9ae", radius=4)
    for index, x in enumerate(range(left + 20, right - 10, 17)):
        length = 40 if index % 10 == 0 else 28 if index % 5 == 0 else 17
        canvas.line([(x, top), (x, top + length)], "#4b3a2c", 4 if index % 10 == 0 else 2.4)
        if index % 10 == 0:
            canvas.circle(x, top + 56, 5, CINNABAR)


def _moths(canvas):
    canvas.gradient(0, 720, [(0, "#0b1626"), (0.6, "#1b3347"), (1, "#35525c")])
    dice = _dice(143)
    for _ in range(150):
        canvas.circle(
            dice.uniform(0, 1600),
            dice.uniform(0, 470),
            dice.uniform(0.8, 2.2),
            _see_through("#eef2e2", dice.randint(60, 210)),
        )
    _ridge(canvas, 560, [(80, 1500, 0.7), (26, 480, 2)], "#1c3241")
    _ridge(canvas, 650, [(58, 1150, 3.6), (20, 390, 1)], "#142736")
    for _ in range(38):
        x = dice.gauss(420, 190)
        y = 640 + dice.uniform(-26, 50) + abs(x - 420) * 0.06
        canvas.glow(x, y, 26, "#e8a04a", 150)
        canvas.circle(x, y, 3, "#ffcf86")
    _ridge(canvas, 742, [(26, 1350, 5.2), (10, 340, 1)], "#0e1d28")
    canvas.gradient(800, canvas.height, [(0, "#26424d"), (0.5, "#162d39"), (1, "#0b1a24")])
    _ripples(canvas, 815, 960, "#7fa0a4", 51, 60)
    canvas.polygon(
        [(500, 1067), (560, 930), (760, 880), (1180, 868), (1600, 900), (1600, 1067)], "#12211d"
    )
    canvas.glow(1010, 560, 620, "#f4f0d8", 150)
    for x in (770, 1250):
        canvas.rectangle(x - 8, 250, x + 8, 930, "#5b4532", radius=4)
    canvas.line(_quadratic((770, 274), (1010, 300), (1250, 274)), "#8a6d50", 5)
    sheet = [*_quadratic((770, 280), (1010, 306), (1250, 280)), (1236, 850),
             *_quadratic((1236, 850), (1010, 872), (784, 850))]  # fmt: skip
    canvas.polygon(sheet, "#efead8")
    for x in range(820, 1240, 70):
        canvas.line(
            _quadratic((x, 296), (x + 14, 560), (x - 6, 852)), _see_through("#b9b294", 90), 7
        )
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


def _regatta(canvas):
    water = 560
    canvas.gradient(0, water, [(0, "#a9bfc4"), (0.6, "#d9d9c9"), (1, "#f0dfbd")])
    canvas.glow(1180, 470, 420, "#fff3d2", 140)
    _ridge(canvas, 530, [(34, 1600, 0.4), (12, 520, 2)], "#8aa5a3")
    canvas.rectangle(0, 452, 1600, 466, "#4d6a6f")
    for x in (80, 780, 1480):
        canvas.rectangle(x - 13, 460, x + 13, 566, "#4d6a6f")
    for x in (430, 1130):
        canvas.polygon([(x - 11, 170), (x + 11, 170), (x + 22, 566), (x - 22, 566)], "#4d6a6f")
        for step in range(1, 11):
            for side in (-1, 1):
                foot = x + side * step * 33
                canvas.line([(x, 180 + step * 9), (foot, 454)], "#628083", 2.4)
    _ridge(canvas, 556, [(10, 900, 5.1), (5, 300, 1)], "#567672")
    canvas.gradient(water, canvas.height, [(0, "#a3bcb4"), (0.25, "#6f9896"), (1, "#2d565c")])
    _ripples(canvas, water + 10, canvas.height, "#dcebe0", 66, 190)
    for x, y, scale, hull in ((1330, 640, 0.42, "#e9e2d0"), (980, 664, 0.5, "#2c4a6e"),
                              (1270, 742, 0.66, "#c98a3c")):  # fmt: skip
        _rowing_boat(canvas, x, y, scale, hull, "#35565a")
    _rowing_boat(canvas, 640, 850, 1.25, CINNABAR, "#f0ead8")
    _reeds(canvas)


def _rowing_boat(canvas, x, y, scale, hull, shirts):
    """Four rowers and a cox under way to the left; the oars dip to the near side."""

    def at(dx, dy):
        return (x + dx * scale, y + dy * scale)

    for step in range(5):
        canvas.line([at(-300 + step * 30, 34 + step * 9), at(330 - step * 40, 34 + step * 9)],
                    _see_through("#1d3f45", 110 - step * 18), 8 * scale)  # fmt: skip
    canvas.polygon(
        [at(-390, -22), at(-330, 12), at(-250, 26), at(250, 26), at(340, 6), at(372, -22)], hull
    )
    canvas.line([at(-386, -20), at(370, -20)], "#f4e7cc", 5 * scale)
    for seat in (-170, -60, 50, 160):
        canvas.polygon(
            [at(seat - 24, -16), at(seat + 20, -16), at(seat + 52, -92), at(seat + 10, -100)],
            shirts,
        )
        canvas.circle(*at(seat + 38, -113), 21 * scale, "#c9936f")
        canvas.ellipse(*at(seat + 42, -125), 21 * scale, 12 * scale, "#d8d4c8")
        canvas.line([at(seat + 26, -74), at(seat - 34, -44)], shirts, 17 * scale)
        canvas.line([at(seat - 38, -46), at(seat - 96, 62)], "#6d4a36", 7 * scale)
        canvas.polygon(
            [at(seat - 90, 44), at(seat - 78, 54), at(seat - 104, 96), at(seat - 122, 86)],
            "#f4e7cc",
        )
        canvas.line([at(seat - 140, 88), at(seat - 74, 88)], "#e6f1e8", 4 * scale)
    canvas.polygon([at(262, -16), at(312, -16), at(306, -84), at(274, -84)], "#2d6a5e")
    canvas.circle(*at(288, -104), 21 * scale, "#b9805c")
    canvas.line([at(278, -70), at(226, -46)], "#2d6a5e", 14 * scale)


def _reeds(canvas):
    dice = _dice(700)
    for _ in range(260):
        x = dice.uniform(-20, 1600)
        depth = 1067 - dice.uniform(0, 40)
        tall = dice.uniform(60, 190) * (1.35 if x < 320 else 0.62)
        lean = dice.uniform(-26, 40)
        colour = dice.choice(["#5d7446", "#72864f", "#8d935a", "#4b6440"])
        tip = (x + lean, depth - tall)
        canvas.line(_quadratic((x, depth), (x + lean * 0.2, depth - tall * 0.6), tip, 8), colour, 5)
        if dice.random() < 0.3:
            canvas.ellipse(*tip, 6, 22, "#6b4a30")


def _referee(canvas):
    canvas.gradient(0, 330, [(0, "#7fa4b5"), (1, "#c8d6cf")])
    dice = _dice(91)
    canvas.rectangle(0, 190, 1600, 350, "#4d5b61")
    for row in range(5):
        for x in range(12 + row * 9, 1600, 30):
            if dice.random() < 0.8:
                y = 210 + row * 28
                coat = dice.choice(
                    ["#b5563f", "#d7b26d", "#6f8f97", "#e4dcc8", "#7b6a86", "#3d5a50"]
                )
                canvas.rectangle(x - 9, y, x + 9, y + 24, coat, radius=6)
                canvas.circle(x, y - 6, 7, dice.choice(["#c9936f", "#8a5c42", "#e2b795"]))
    canvas.rectangle(0, 340, 1600, 372, "#e9e2d0")
    for x in range(0, 1600, 200):
        canvas.rectangle(x, 344, x + 96, 368, dice.choice([PINE, CINNABAR, "#2b5468"]))
    canvas.gradient(372, canvas.height, [(0, "#5f9456"), (1, "#3b7340")])
    for x in range(-1100, 2000, 640):
        canvas.polygon(
            [(x + 420, 372), (x + 540, 372), (x + 280, 1067), (x, 1067)], (255, 255, 255, 16)
        )
    canvas.line([(0, 470), (1600, 470)], _see_through("#f3f3e8", 210), 7)
    canvas.arc(800, 470, 330, 120, 0, 180, _see_through("#f3f3e8", 210), 7)
    _player(canvas, 1130, 930, 0.94, "#2b5468", "#8a5c42")
    _player(canvas, 1370, 890, 0.84, "#2b5468", "#e2b795")
    _official(canvas, 640, 1000)
    canvas.ellipse(960, 1004, 60, 12, (20, 50, 24, 110))
    canvas.circle(960, 968, 38, "#f4f1e6")
    for turn in range(5):
        angle = math.radians(turn * 72 - 90)
        canvas.circle(960 + 25 * math.cos(angle), 968 + 25 * math.sin(angle), 7, INK)
    canvas.circle(960, 968, 10, INK)


def _legs(canvas, x, ground, scale, shorts, socks, skin):
    for side in (-1, 1):
        hip, foot = x + side * 26 * scale, x + side * 46 * scale
        canvas.line([(hip, ground - 280 * scale), (foot, ground - 130 * scale)], skin, 38 * scale)
        canvas.line([(foot, ground - 140 * scale), (foot, ground - 18 * scale)], socks, 34 * scale)
        canvas.rectangle(
            foot - 26 * scale, ground - 26 * scale, foot + 32 * scale, ground, INK, radius=9 * scale
        )
    canvas.polygon(
        [
            (x - 62 * scale, ground - 350 * scale),
            (x + 62 * scale, ground - 350 * scale),
            (x + 78 * scale, ground - 214 * scale),
            (x + 6 * scale, ground - 214 * scale),
            (x, ground - 262 * scale),
            (x - 6 * scale, ground - 214 * scale),
            (x - 78 * scale, ground - 214 * scale),
        ],
        shorts,
    )


def _player(canvas, x, ground, scale, shirt, skin):
    canvas.ellipse(x, ground, 110 * scale, 16 * scale, (20, 50, 24, 110))
    _legs(canvas, x, ground, scale, "#f1ead8", shirt, skin)
    top = ground - 540 * scale
    for side in (-1, 1):
        elbow = (x + side * 128 * scale, top + 120 * scale)
        canvas.line([(x + side * 52 * scale, top + 32 * scale), elbow], shirt, 42 * scale)
        canvas.line([elbow, (x + side * 196 * scale, top + 66 * scale)], skin, 30 * scale)
        canvas.circle(x + side * 202 * scale, top + 60 * scale, 19 * scale, skin)
    canvas.rectangle(
        x - 70 * scale, top, x + 70 * scale, ground - 330 * scale, shirt, radius=34 * scale
    )
    canvas.rectangle(x - 18 * scale, top - 28 * scale, x + 18 * scale, top + 14 * scale, skin)
    canvas.ellipse(x, top - 60 * scale, 44 * scale, 52 * scale, skin)
    canvas.polygon(_dome(x, top - 72 * scale, 46 * scale, 46 * scale, 6), "#2b211d")
    canvas.ellipse(x - 12 * scale, top - 34 * scale, 11 * scale, 9 * scale, "#6b2f28")


def _official(canvas, x, ground):
    skin, shirt = "#d9a583", "#e8c547"
    canvas.ellipse(x, ground, 130, 18, (20, 50, 24, 120))
    _legs(canvas, x, ground, 1.1, "#22282c", "#22282c", skin)
    top = ground - 600
    canvas.line([(x + 58, top + 40), (x + 112, top - 96)], shirt, 48)
    canvas.line([(x + 112, top - 92), (x + 128, top - 220)], skin, 34)
    canvas.circle(x + 130, top - 228, 23, skin)
    canvas.rectangle(x + 104, top - 330, x + 166, top - 236, "#c62f22", radius=6)
    canvas.line([(x - 58, top + 40), (x - 104, top + 160)], shirt, 46)
    canvas.line([(x - 104, top + 156), (x - 30, top + 70)], skin, 32)
    canvas.rectangle(x - 76, top, x + 76, ground - 366, shirt, radius=38)
    canvas.rectangle(x - 34, top + 60, x - 2, top + 96, "#22282c", radius=4)
    canvas.line([(x - 116, top + 140), (x - 92, top + 172)], "#2f6fb0", 14)
    canvas.rectangle(x - 20, top - 30, x + 20, top + 16, skin)
    canvas.circle(x - 58, top - 84, 34, "#5e2f1d")
    canvas.ellipse(x, top - 70, 50, 60, skin)
    canvas.polygon(_dome(x, top - 84, 54, 54, 8), "#5e2f1d")
    canvas.rectangle(x + 32, top - 50, x + 72, top - 36, "#22282c", radius=5)
    canvas.circle(x + 24, top - 76, 6, INK)


def _tool_library(canvas):
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
    dice = _dice(2140)
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


# Portraits


def _portrait(canvas, ground, skin, hair, coat, paint_hair_behind, paint_details):
    canvas.gradient(0, 800, [(0, ground[0]), (1, ground[1])])
    canvas.circle(590, 190, 330, _see_through("#ffffff", 22))
    paint_hair_behind(canvas, hair)
    shade = "#{:02x}{:02x}{:02x}".format(*_mix(skin, "#3a1f18", 0.22))
    canvas.ellipse(400, 860, 310, 260, coat)
    canvas.rectangle(338, 440, 462, 640, shade, radius=50)
    canvas.ellipse(400, 622, 92, 56, shade)
    canvas.ellipse(258, 362, 26, 40, shade)
    canvas.ellipse(542, 362, 26, 40, shade)
    canvas.ellipse(400, 350, 146, 184, skin)
    paint_details(canvas, hair, skin)


def _face(canvas, skin, brow):
    dark = "#{:02x}{:02x}{:02x}".format(*_mix(skin, "#2a1410", 0.4))
    for side in (-1, 1):
        canvas.line(
            _quadratic((400 + side * 92, 318), (400 + side * 64, 296), (400 + side * 30, 314)),
            brow,
            9,
        )
        canvas.ellipse(400 + side * 60, 352, 12, 14, "#221a1a")
        canvas.ellipse(400 + side * 60 + 4, 347, 3.5, 3.5, "#f5efe4")
    canvas.line(_quadratic((402, 352), (424, 414), (394, 416)), dark, 6)
    canvas.line(_quadratic((352, 456), (400, 490), (448, 456)), dark, 8)


def _portrait_nadia_karim(canvas):
    def behind(canvas, hair):
        canvas.ellipse(400, 360, 208, 236, hair)
        for x, y in ((214, 470), (236, 560), (586, 470), (564, 560), (270, 610), (530, 610)):
            canvas.circle(x, y, 70, hair)

    def details(canvas, hair, skin):
        _face(canvas, skin, "#2a1a18")
        canvas.polygon(
            [
                (246, 360),
                *_quadratic((250, 330), (280, 230), (450, 196)),
                (560, 330),
                (556, 250),
                (480, 150),
                (340, 146),
                (240, 240),
            ],
            hair,
        )
        canvas.polygon(
            [
                (400, 208),
                *_quadratic((430, 200), (530, 230), (552, 372)),
                (580, 260),
                (470, 150),
                (330, 170),
            ],
            hair,
        )
        canvas.polygon([(300, 640), (400, 800), (330, 800), (210, 680)], "#1c5c4e")
        canvas.polygon([(500, 640), (400, 800), (470, 800), (590, 680)], "#1c5c4e")
        for x in (262, 538):
            canvas.circle(x, 418, 10, SAND)

    _portrait(canvas, ("#b7cfc3", "#8fb0a3"), "#b5765a", "#2c1c1c", "#134438", behind, details)


def _portrait_tomas_ibarra(canvas):
    def behind(canvas, hair):
        canvas.ellipse(400, 292, 164, 148, hair)

    def details(canvas, hair, skin):
        canvas.polygon(
            _quadratic((256, 372), (270, 560), (400, 556))
            + _quadratic((400, 556), (530, 560), (544, 372))
            + _quadratic((544, 372), (500, 430), (400, 424))
            + _quadratic((400, 424), (300, 430), (256, 372)),
            hair,
        )
        _face(canvas, skin, hair)
        canvas.ellipse(400, 470, 46, 16, "#a65f4c")
        canvas.line([(356, 468), (444, 468)], "#5f2f28", 4)
        for x in (336, 464):
            canvas.arc(x, 354, 48, 44, 0, 360, "#1c2a2e", 8)
        canvas.line([(384, 348), (416, 348)], "#1c2a2e", 7)
        canvas.polygon(
            [
                (252, 320),
                *_quadratic((262, 250), (360, 216), (540, 250)),
                (550, 320),
                *_dome(400, 292, 164, 148, 0),
            ],
            hair,
        )
        canvas.polygon([(318, 636), (400, 720), (344, 772), (262, 660)], "#e8e2d2")
        canvas.polygon([(482, 636), (400, 720), (456, 772), (538, 660)], "#e8e2d2")

    _portrait(canvas, ("#dccdb4", "#b9a98c"), "#d3a281", "#3b2a22", "#4d5b61", behind, details)


def _portrait_anouk_peeters(canvas):
    def behind(canvas, hair):
        canvas.ellipse(400, 330, 182, 196, hair)
        canvas.rectangle(220, 330, 580, 470, hair, radius=60)

    def details(canvas, hair, skin):
        _face(canvas, skin, "#8a6536")
        canvas.polygon(
            [
                (246, 400),
                *_quadratic((244, 300), (300, 210), (520, 214)),
                (556, 400),
                *_dome(400, 330, 182, 196, 10),
            ],
            hair,
        )
        canvas.polygon(
            [*_quadratic((470, 196), (540, 240), (556, 400)), (576, 330), (556, 240)], hair
        )
        canvas.ellipse(400, 628, 168, 66, CINNABAR)
        canvas.ellipse(400, 604, 120, 34, "#8f2a18")
        canvas.polygon([(440, 650), (520, 640), (560, 800), (462, 800)], "#a5301c")

    _portrait(canvas, ("#cdd3dc", "#9aa7b5"), "#ecc3a5", "#d6ac62", "#2c3a4b", behind, details)


def _portrait_lin_yue(canvas):
    def behind(canvas, hair):
        canvas.ellipse(400, 320, 190, 200, hair)
        canvas.rectangle(212, 320, 588, 640, hair, radius=40)

    def details(canvas, hair, skin):
        _face(canvas, skin, "#1d1a1f")
        canvas.polygon(
            [
                (250, 420),
                (256, 300),
                (300, 290),
                (400, 282),
                (500, 290),
                (544, 300),
                (550, 420),
                (586, 420),
                *_dome(400, 320, 190, 200, 0),
                (214, 420),
            ],
            hair,
        )
        for x in range(292, 520, 36):
            canvas.line([(x, 200), (x - 4 + (x - 400) * 0.03, 286)], "#2b2a33", 3)
        canvas.polygon(
            [(310, 640), (400, 690), (490, 640), (520, 672), (400, 742), (280, 672)], "#e9e4d6"
        )

    _portrait(canvas, ("#bcd3d6", "#86a9b0"), "#e6b690", "#17161c", "#1d5663", behind, details)


def _portrait_mira_tokareva(canvas):
    def behind(canvas, hair):
        canvas.circle(400, 128, 84, hair)
        canvas.ellipse(400, 308, 170, 176, hair)

    def details(canvas, hair, skin):
        _face(canvas, skin, "#5e2f1d")
        canvas.polygon(
            [
                (250, 380),
                *_quadratic((252, 300), (290, 236), (400, 214)),
                *_quadratic((400, 214), (510, 236), (550, 380)),
                *_dome(400, 308, 170, 176, 5),
            ],
            hair,
        )
        canvas.arc(400, 128, 56, 52, 200, 340, "#a3563a", 6)
        for x in (322, 478):
            canvas.ellipse(x, 410, 24, 14, _see_through("#d4735a", 80))
        canvas.rectangle(306, 586, 494, 668, "#8d979b", radius=34)
        canvas.line([(312, 628), (488, 628)], "#737d82", 4)

    _portrait(canvas, ("#e2d3c3", "#c0a893"), "#efc9ae", "#7c3820", "#7d878c", behind, details)


def _portrait_yusuf_al_bahri(canvas):
    def behind(canvas, hair):
        canvas.ellipse(400, 300, 160, 140, hair)
        canvas.rectangle(244, 290, 556, 380, hair, radius=30)

    def details(canvas, hair, skin):
        _face(canvas, skin, "#6d6a66")
        canvas.polygon(
            _quadratic((318, 458), (350, 424), (400, 432))
            + _quadratic((400, 432), (450, 424), (482, 458))
            + _quadratic((482, 458), (440, 450), (400, 456))
            + _quadratic((400, 456), (360, 450), (318, 458)),
            "#8c8780",
        )
        canvas.polygon(
            [
                (252, 330),
                *_quadratic((270, 262), (330, 220), (400, 222)),
                *_quadratic((400, 222), (480, 220), (548, 330)),
                *_dome(400, 300, 160, 140, 5),
            ],
            hair,
        )
        for side in (-1, 1):
            canvas.line(
                _quadratic((400 + side * 76, 384), (400 + side * 60, 392), (400 + side * 44, 384)),
                _see_through("#4a2a1e", 110),
                4,
            )
        canvas.polygon([(322, 630), (400, 800), (478, 630), (430, 668), (370, 668)], "#efe8d8")
        canvas.polygon([(320, 626), (392, 800), (300, 800), (236, 672)], "#54301f")
        canvas.polygon([(480, 626), (408, 800), (500, 800), (564, 672)], "#54301f")

    _portrait(canvas, ("#e6cfa2", "#cba96c"), "#a8704e", "#b1aca4", "#6d4029", behind, details)


DRAWINGS = {
    "harbour": (LANDSCAPE, _harbour),
    "tide_staff": (LANDSCAPE, _tide_staff),
    "cables": (LANDSCAPE, _cables),
    "bridge": (LANDSCAPE, _bridge),
    "parliament": (LANDSCAPE, _parliament),
    "ferry": (LANDSCAPE, _ferry),
    "market": (LANDSCAPE, _market),
    "mountains": (LANDSCAPE, _mountains),
    "lake_core": (LANDSCAPE, _lake_core),
    "moths": (LANDSCAPE, _moths),
    "regatta": (LANDSCAPE, _regatta),
    "referee": (LANDSCAPE, _referee),
    "tool_library": (LANDSCAPE, _tool_library),
    "portrait_nadia_karim": (SQUARE, _portrait_nadia_karim),
    "portrait_tomas_ibarra": (SQUARE, _portrait_tomas_ibarra),
    "portrait_anouk_peeters": (SQUARE, _portrait_anouk_peeters),
    "portrait_lin_yue": (SQUARE, _portrait_lin_yue),
    "portrait_mira_tokareva": (SQUARE, _portrait_mira_tokareva),
    "portrait_yusuf_al_bahri": (SQUARE, _portrait_yusuf_al_bahri),
}
