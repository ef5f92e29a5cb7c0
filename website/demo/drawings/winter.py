"""Snow and ice, by night and by day."""

import math

from website.demo.drawings.scenery import ridge
from website.demo.drawings.tools import CINNABAR, CREAM, INK, dice_from, mix, see_through


def ice_road(canvas):
    canvas.gradient(0, 640, [(0, "#071521"), (0.6, "#10313b"), (1, "#2a5557")])
    dice = dice_from(70)
    for _ in range(170):
        canvas.circle(
            dice.uniform(0, 1600),
            dice.uniform(0, 520),
            dice.uniform(0.8, 2.3),
            see_through("#eaf5ea", dice.randint(70, 220)),
        )
    for base, tall, phase, colour in (
        (470, 330, 0.4, "#3fae82"),
        (380, 290, 2.3, "#66cfa0"),
        (520, 240, 4.4, "#2f8f86"),
    ):
        _northern_light(canvas, base, tall, phase, colour)
    ridge(canvas, 616, [(34, 1500, 1.2), (14, 430, 2)], "#16333c")
    ridge(canvas, 638, [(18, 1100, 4.2), (7, 260, 1)], "#0f2730")
    canvas.gradient(636, canvas.height, [(0, "#7fa9a8"), (0.35, "#b5cfcb"), (1, "#dfeae4")])
    canvas.polygon([(880, 636), (960, 636), (1500, 1067), (260, 1067)], "#6c9aa0")
    canvas.polygon([(900, 636), (940, 636), (1220, 1067), (560, 1067)], "#82adb0")
    for _ in range(46):
        x, y = dice.uniform(500, 1300), dice.uniform(660, 1060)
        turn, long = dice.uniform(-0.6, 0.6), dice.uniform(20, 110)
        canvas.line(
            [(x, y), (x + long, y + long * turn * 0.5), (x + long * 1.5, y + long * turn * 0.2)],
            see_through("#e6f4f0", 130),
            2.4,
        )
    for step in range(7):
        share = (step / 6) ** 1.7
        for side in (-1,) if step in (4, 5) else (-1, 1):  # the lorry stands before two of them
            x, y = 920 + side * (52 + 590 * share), 640 + 400 * share
            canvas.line([(x, y), (x, y - 20 - 96 * share)], "#3a2a22", 3 + 6 * share)
            canvas.circle(x, y - 20 - 96 * share, 3 + 7 * share, "#e07b46")
    _cabin(canvas, 90, 830)
    _lorry(canvas, 1010, 860)


def _northern_light(canvas, base, tall, phase, colour):
    """A curtain that hangs from the sky: strips that fade upwards."""
    for x in range(-10, 1610, 7):
        foot = base + 70 * math.sin(x / 290 + phase) + 26 * math.sin(x / 97 + phase * 2)
        reach = tall * (0.72 + 0.28 * math.sin(x / 61 + phase * 3))
        for part in range(9):
            top = foot - reach * (part + 1) / 9
            canvas.rectangle(
                x,
                top,
                x + 8,
                foot - reach * part / 9,
                see_through(colour, round(86 * (1 - part / 9) ** 1.4)),
            )


def _cabin(canvas, left, ground):
    canvas.glow(left + 210, ground - 90, 330, "#ffcf85", 120)
    canvas.ellipse(left + 210, ground + 12, 330, 30, "#c7dcd7")
    canvas.rectangle(left, ground - 210, left + 420, ground + 10, "#4a3024")
    for y in range(ground - 196, ground + 8, 30):
        canvas.line([(left, y), (left + 420, y)], "#382319", 5)
    canvas.polygon(
        [
            (left - 44, ground - 200),
            (left + 464, ground - 200),
            (left + 350, ground - 330),
            (left + 70, ground - 330),
        ],
        "#e9f1ec",
    )
    canvas.polygon(
        [
            (left - 44, ground - 200),
            (left + 464, ground - 200),
            (left + 452, ground - 184),
            (left - 32, ground - 184),
        ],
        "#bcd0cc",
    )
    canvas.rectangle(left + 300, ground - 400, left + 346, ground - 300, "#38241b")
    canvas.rectangle(left + 294, ground - 408, left + 352, ground - 394, "#e9f1ec", radius=4)
    for puff in range(6):
        canvas.circle(
            left + 326 + puff * 24 + 5 * puff * puff,
            ground - 426 - puff * 40,
            16 + puff * 7,
            (226, 236, 230, 96 - puff * 14),
        )
    canvas.rectangle(left + 40, ground - 166, left + 266, ground - 36, "#2c1a12", radius=4)
    canvas.rectangle(left + 50, ground - 156, left + 256, ground - 46, "#fbd184")
    canvas.rectangle(left + 50, ground - 66, left + 256, ground - 46, "#8a5530")
    canvas.rectangle(left + 112, ground - 112, left + 194, ground - 64, "#c9482c", radius=9)
    canvas.rectangle(left + 104, ground - 116, left + 202, ground - 106, "#7f2a1a", radius=4)
    for shift in (-22, 4, 28):
        points = [
            (left + 153 + shift + 8 * math.sin(step / 2.2 + shift), ground - 118 - step * 4)
            for step in range(10)
        ]
        canvas.line(points, (255, 252, 240, 210), 5)
    canvas.line([(left + 153, ground - 156), (left + 153, ground - 152)], "#2c1a12", 6)
    canvas.rectangle(left + 312, ground - 158, left + 390, ground + 10, "#6d3b26", radius=3)
    canvas.circle(left + 378, ground - 74, 6, CREAM)
    canvas.polygon(
        [
            (left + 50, ground + 14),
            (left + 256, ground + 14),
            (left + 330, ground + 110),
            (left + 20, ground + 110),
        ],
        (255, 214, 140, 90),
    )


def _lorry(canvas, left, ground):
    canvas.polygon(
        [
            (left - 40, ground - 60),
            (left - 560, ground + 10),
            (left - 420, ground + 66),
            (left - 30, ground + 4),
        ],
        (255, 240, 200, 66),
    )
    canvas.glow(left - 12, ground - 54, 150, "#fff3cf", 200)
    canvas.ellipse(left + 250, ground + 20, 330, 24, (20, 50, 58, 130))
    canvas.rectangle(left + 150, ground - 246, left + 530, ground - 34, "#e6ded0", radius=8)
    canvas.rectangle(left + 150, ground - 246, left + 530, ground - 222, "#f6f8f4", radius=8)
    for x in range(left + 186, left + 520, 46):
        canvas.line([(x, ground - 214), (x, ground - 44)], "#cfc5b2", 4)
    canvas.rectangle(left + 150, ground - 110, left + 530, ground - 84, CINNABAR)
    canvas.polygon(
        [
            (left, ground - 20),
            (left, ground - 108),
            (left + 26, ground - 124),
            (left + 48, ground - 206),
            (left + 140, ground - 206),
            (left + 140, ground - 20),
        ],
        CINNABAR,
    )
    canvas.polygon(
        [
            (left + 38, ground - 128),
            (left + 60, ground - 190),
            (left + 122, ground - 190),
            (left + 122, ground - 128),
        ],
        "#f4d18c",
    )
    canvas.circle(left + 94, ground - 148, 15, "#4a2c20")
    canvas.rectangle(left + 76, ground - 138, left + 112, ground - 126, "#2d4a52", radius=5)
    canvas.rectangle(left - 14, ground - 36, left + 540, ground - 12, "#1d2b30", radius=5)
    canvas.circle(left + 2, ground - 58, 13, "#fff6da")
    canvas.line([(left + 146, ground - 60), (left + 146, ground - 250)], "#9fb0b0", 8)
    for wheel in (left + 70, left + 330, left + 400, left + 470):
        canvas.circle(wheel, ground - 8, 33, "#131c20")
        canvas.circle(wheel, ground - 8, 14, "#8fa0a1")


def snow_stadium(canvas):
    canvas.gradient(0, 420, [(0, "#a9bcc9"), (1, "#e6e6de")])
    canvas.glow(300, 190, 260, "#fff6e0", 130)
    canvas.circle(300, 190, 46, "#fff8e8")
    dice = dice_from(400)
    _stands(canvas, dice)
    for x in (130, 560, 1040, 1470):
        _floodlight(canvas, x, 330)
    canvas.gradient(470, canvas.height, [(0, "#dfe8ea"), (0.5, "#eef3f2"), (1, "#f8faf7")])
    _lanes(canvas)
    for x, y, size in (
        (90, 760, 74),
        (310, 985, 120),
        (1480, 730, 70),
        (1390, 1010, 140),
        (760, 540, 40),
        (1180, 560, 46),
    ):
        canvas.ellipse(x, y, size * 1.5, size * 0.5, "#cfdcdf")
        canvas.ellipse(x - size * 0.1, y - size * 0.16, size * 1.3, size * 0.44, "#ffffff")
    for x, y, tall, coat, way in (
        (706, 600, 104, "#2d6a5e", -1),
        (930, 590, 98, CINNABAR, 1),
        (480, 700, 158, "#c98a3c", -1),
        (1104, 724, 166, "#2b5468", 1),
        (800, 832, 226, CINNABAR, -1),
        (1216, 968, 292, "#d9a12f", 1),
    ):
        _volunteer(canvas, x, y, tall, coat, way)
    for _ in range(120):
        canvas.circle(
            dice.uniform(0, 1600), dice.uniform(0, 1067), dice.uniform(2, 5), (255, 255, 255, 190)
        )


def _stands(canvas, dice):
    canvas.polygon([(-10, 300), (1610, 300), (1610, 480), (-10, 480)], "#66757f")
    for row in range(5):
        y = 316 + row * 30
        canvas.rectangle(-10, y, 1610, y + 20, mix("#8d9aa1", "#566570", row / 5))
        canvas.rectangle(-10, y - 5, 1610, y + 5, "#f1f5f3")
        for _ in range(26):
            x = dice.uniform(0, 1600)
            canvas.ellipse(x, y - 2, dice.uniform(18, 52), 6, "#ffffff")
    canvas.polygon([(-10, 196), (1610, 196), (1610, 236), (-10, 236)], "#46565f")
    canvas.rectangle(-10, 178, 1610, 206, "#f6f9f6", radius=10)
    for x in range(-40, 1640, 160):
        canvas.line([(x, 236), (x, 310)], "#46565f", 9)
    canvas.rectangle(-10, 456, 1610, 482, "#31414a")
    canvas.rectangle(620, 60, 980, 176, "#22313a", radius=6)
    for place, (wide, colour) in enumerate(((220, "#f3c96b"), (150, "#e9efec"), (260, "#e9efec"))):
        canvas.rectangle(652, 82 + place * 30, 652 + wide, 96 + place * 30, colour, radius=3)
    canvas.rectangle(612, 48, 988, 66, "#f6f9f6", radius=8)


def _floodlight(canvas, x, ground):
    canvas.line([(x, ground), (x, 90)], "#46565f", 9)
    canvas.rectangle(x - 52, 52, x + 52, 106, "#46565f", radius=5)
    for column in range(4):
        for row in range(2):
            canvas.circle(x - 36 + column * 24, 67 + row * 24, 9, "#fff6d6")
    canvas.glow(x, 80, 120, "#fff6dc", 140)
    canvas.rectangle(x - 56, 42, x + 56, 56, "#ffffff", radius=6)


def _lanes(canvas):
    """Lanes of the track that run towards the viewer, some of them shovelled."""

    def at(lane, share):
        return (800 + (lane - 4) * (52 + 250 * share), 482 + 600 * share)

    for lane, cleared in ((1, 0.0), (2, 0.42), (3, 0.16), (4, 0.3), (5, 0.12), (6, 0.0)):
        canvas.polygon(
            [at(lane, cleared + 0.05), at(lane + 1, cleared + 0.05), at(lane + 1, 1), at(lane, 1)],
            "#b5573f" if lane % 2 else "#a94e38",
        )
        canvas.polygon(
            [
                at(lane, cleared),
                at(lane + 1, cleared),
                at(lane + 1, cleared + 0.07),
                at(lane, cleared + 0.07),
            ],
            "#d3dfe2",
        )
        canvas.polygon(
            [
                at(lane, cleared - 0.03),
                at(lane + 1, cleared - 0.03),
                at(lane + 1, cleared + 0.045),
                at(lane, cleared + 0.045),
            ],
            "#ffffff",
        )
    for lane in range(1, 8):
        canvas.line([at(lane, 0.02), at(lane, 0.5)], "#f3efe6", 4)
        canvas.line([at(lane, 0.5), at(lane, 1)], "#f3efe6", 9)


def _volunteer(canvas, x, ground, tall, coat, way):
    """Somebody who shovels towards `way`: -1 is left, 1 is right."""
    unit = tall / 10
    canvas.ellipse(x, ground, unit * 2, unit * 0.45, (60, 80, 90, 100))
    for foot in (-0.9, 0.7):
        canvas.line(
            [(x + foot * unit, ground), (x + way * 0.2 * unit, ground - 3.6 * unit)],
            "#22303a",
            unit,
        )
    canvas.line(
        [(x + way * 0.2 * unit, ground - 3.6 * unit), (x + way * 0.9 * unit, ground - 6.6 * unit)],
        coat,
        unit * 2.3,
    )
    canvas.circle(x + way * 1.5 * unit, ground - 8.2 * unit, unit * 0.95, "#c78f6d")
    canvas.ellipse(x + way * 1.4 * unit, ground - 8.8 * unit, unit * 1.05, unit * 0.7, INK)
    canvas.circle(x + way * 1.2 * unit, ground - 9.5 * unit, unit * 0.4, CREAM)
    hand, grip = (
        (x + way * 3.2 * unit, ground - 4 * unit),
        (x + way * 1.9 * unit, ground - 5.4 * unit),
    )
    blade = (x + way * 5 * unit, ground - 1.2 * unit)
    canvas.line([grip, blade], "#8a5f3c", unit * 0.4)
    canvas.line([(x + way * 0.9 * unit, ground - 6.6 * unit), hand], coat, unit * 0.9)
    canvas.line([(x + way * 0.7 * unit, ground - 6 * unit), grip], coat, unit * 0.9)
    canvas.polygon(
        [
            (blade[0] - way * unit * 0.7, blade[1] - unit * 0.5),
            (blade[0] + way * unit * 1.3, blade[1] + unit * 0.1),
            (blade[0] + way * unit * 1.1, blade[1] + unit * 1.2),
            (blade[0] - way * unit * 1.1, blade[1] + unit * 0.8),
        ],
        "#3f5f73",
    )
    canvas.ellipse(blade[0] + way * unit * 0.4, blade[1], unit * 1.3, unit * 0.7, "#ffffff")
