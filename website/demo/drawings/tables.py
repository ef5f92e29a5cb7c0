"""Things that lie or stand on a table or a shelf."""

import math

from website.demo.drawings.tools import (
    CINNABAR,
    CREAM,
    INK,
    PINE,
    ROSE,
    SAND,
    dice_from,
    mix,
    quadratic,
    see_through,
)


def perfume_archive(canvas):
    canvas.gradient(0, canvas.height, [(0, "#3d2c26"), (0.7, "#5a4136"), (1, "#33241f")])
    dice = dice_from(61)
    for row in range(3):
        top = 60 + row * 246
        canvas.rectangle(60, top, 1540, top + 208, "#2a1d1a", radius=6)
        for x in range(60, 1540, 370):
            canvas.glow(x + 185, top + 96, 210, "#e9b873", 70)
        x = 92
        while x < 1470:
            x += _bottle(canvas, x, top + 200, dice)
        canvas.rectangle(40, top + 200, 1560, top + 228, "#8a5f42", radius=4)
        canvas.rectangle(40, top + 200, 1560, top + 207, "#ad7c57", radius=3)
        for label in range(86, 1500, 185):
            canvas.rectangle(label, top + 208, label + 74, top + 225, CREAM, radius=2)
            canvas.line([(label + 9, top + 216), (label + 58, top + 216)], "#8d8468", 3)
    canvas.gradient(842, canvas.height, [(0, "#8f6547"), (0.12, "#7a5339"), (1, "#52361f")])
    canvas.rectangle(0, 832, 1600, 850, "#b98a5f")
    canvas.glow(760, 800, 420, "#ffd08a", 84)
    _open_bottle(canvas, 760, 960)


def _bottle(canvas, x, floor, dice):
    """A stoppered bottle with something in it; how much room it takes."""
    wide, tall = dice.randint(46, 78), dice.randint(84, 142)
    liquid = dice.choice(
        ["#c98a3c", "#8fae9a", "#d9b872", "#b5655a", "#7d97a8", "#a9a04f", "#c7a0b0"]
    )
    full = dice.uniform(0.35, 0.8)
    middle, neck = x + wide / 2, dice.randint(9, 13)
    shoulder = floor - tall
    canvas.rectangle(x, shoulder, x + wide, floor, see_through("#dbe6dd", 92), radius=12)
    canvas.rectangle(x + 4, floor - tall * full, x + wide - 4, floor - 4, liquid, radius=9)
    canvas.rectangle(
        x + 4,
        floor - tall * full,
        x + wide - 4,
        floor - tall * full + 6,
        mix(liquid, "#ffffff", 0.35),
        3,
    )
    canvas.rectangle(
        middle - neck,
        shoulder - 20,
        middle + neck,
        shoulder + 6,
        see_through("#dbe6dd", 110),
        radius=4,
    )
    if dice.random() < 0.5:
        canvas.circle(middle, shoulder - 28, neck + 5, see_through("#e9f1ea", 190))
    else:
        canvas.rectangle(
            middle - neck - 2, shoulder - 34, middle + neck + 2, shoulder - 14, "#a8784a", radius=4
        )
    canvas.rectangle(
        x + 9, floor - tall * 0.34, x + wide - 9, floor - tall * 0.14, "#f1e7cf", radius=2
    )
    canvas.line([(x + 15, floor - tall * 0.24), (x + wide - 16, floor - tall * 0.24)], "#8d8468", 3)
    canvas.line([(x + 9, shoulder + 14), (x + 9, floor - 18)], (255, 255, 255, 110), 4)
    return wide + dice.randint(12, 26)


def _open_bottle(canvas, x, floor):
    canvas.ellipse(x + 10, floor + 4, 170, 24, (30, 16, 8, 130))
    glass = see_through("#eef4ea", 120)
    canvas.rectangle(x - 96, floor - 210, x + 96, floor, glass, radius=34)
    canvas.rectangle(x - 86, floor - 118, x + 86, floor - 10, "#d9a047", radius=28)
    canvas.rectangle(x - 86, floor - 118, x + 86, floor - 98, "#efc987", radius=10)
    canvas.rectangle(x - 30, floor - 262, x + 30, floor - 196, glass, radius=8)
    canvas.rectangle(
        x - 42, floor - 276, x + 42, floor - 256, see_through("#f6faf2", 210), radius=8
    )
    canvas.rectangle(x - 62, floor - 96, x + 62, floor - 36, "#f6edd6", radius=3)
    for y, reach in ((78, 44), (62, 30), (50, 38)):
        canvas.line([(x - 46, floor - y), (x - 46 + 2 * reach, floor - y)], "#7a6d52", 4)
    canvas.line([(x - 76, floor - 180), (x - 76, floor - 40)], (255, 255, 255, 150), 8)
    canvas.ellipse(x + 262, floor - 4, 66, 13, (30, 16, 8, 110))
    canvas.circle(x + 262, floor - 46, 44, see_through("#eef4ea", 215))
    canvas.circle(x + 250, floor - 60, 13, (255, 255, 255, 170))
    canvas.rectangle(x + 236, floor - 22, x + 290, floor - 4, see_through("#d9e4da", 230), radius=5)
    for shift, tall, alpha in ((-26, 300, 105), (4, 380, 130), (30, 270, 90)):
        points = [
            (
                x + shift * (1 - step / 40) + 34 * math.sin(step / 6 + shift) * step / 40,
                floor - 280 - tall * step / 40,
            )
            for step in range(41)
        ]
        canvas.line(points, see_through("#fff2d6", alpha), 5)
    canvas.rectangle(x - 420, floor - 30, x - 190, floor - 6, CREAM, radius=3)
    canvas.rectangle(x - 404, floor - 54, x - 206, floor - 30, CINNABAR, radius=4)
    canvas.rectangle(x - 412, floor - 82, x - 198, floor - 54, PINE, radius=4)
    canvas.line([(x - 404, floor - 18), (x - 206, floor - 18)], "#c9b893", 3)


def chess_post(canvas):
    canvas.gradient(0, canvas.height, [(0, "#7a4f38"), (1, "#5d3a29")])
    dice = dice_from(88)
    for index in range(9):
        y = index * 122
        canvas.line([(0, y), (1600, y)], "#50311f", 4)
        for _ in range(5):
            x, level = dice.uniform(0, 1600), y + dice.uniform(14, 108)
            canvas.line(
                [(x, level), (x + dice.uniform(80, 320), level)], see_through("#8d6047", 90), 3
            )
    size, left, top = 112, 90, 84
    canvas.rectangle(
        left - 24, top - 14, left + 8 * size + 44, top + 8 * size + 50, (30, 16, 10, 110), 8
    )
    canvas.rectangle(
        left - 34, top - 34, left + 8 * size + 34, top + 8 * size + 34, "#2e211b", radius=8
    )
    for row in range(8):
        for column in range(8):
            x, y = left + column * size, top + row * size
            canvas.rectangle(
                x, y, x + size, y + size, "#efdfba" if (row + column) % 2 == 0 else "#d8bf8c"
            )
            if (row + column) % 2:
                _stamp(canvas, x + 9, y + 9, size - 18, dice)
    for column, row, is_white, kind in (
        (4, 1, False, "king"),
        (6, 1, False, "pawn"),
        (5, 2, False, "pawn"),
        (2, 1, False, "rook"),
        (3, 3, False, "bishop"),
        (1, 6, True, "pawn"),
        (2, 5, True, "pawn"),
        (6, 7, True, "king"),
        (4, 4, True, "pawn"),
        (5, 6, True, "pawn"),
        (0, 4, True, "rook"),
        (6, 4, True, "bishop"),
    ):
        x, y = left + (column + 0.5) * size, top + (row + 1) * size - 12
        _piece(
            canvas,
            x,
            y,
            kind,
            "#f8f0dc" if is_white else "#22262b",
            "#8a6a45" if is_white else "#0d0f12",
        )
    _postcard(canvas)


def _stamp(canvas, x, y, size, dice):
    paper = "#fbf5e6"
    canvas.rectangle(x, y, x + size, y + size, paper)
    teeth = 9
    for tooth in range(teeth + 1):
        place = tooth * size / teeth
        for px, py in (
            (x + place, y),
            (x + place, y + size),
            (x, y + place),
            (x + size, y + place),
        ):
            canvas.circle(px, py, 3.4, "#d8bf8c")
    ground = dice.choice(["#2b5468", "#2d6a5e", CINNABAR, "#8a5a2e", "#5b4a74", "#7a8c3f", ROSE])
    inner = (x + 10, y + 10, x + size - 10, y + size - 10)
    canvas.rectangle(*inner, ground)
    middle, foot = x + size / 2, y + size - 10
    light = mix(ground, "#fff3d6", 0.55)
    motif = dice.randrange(5)
    if motif == 0:  # mountains
        canvas.circle(x + size - 28, y + 28, 9, CREAM)
        canvas.polygon([(x + 10, foot), (x + 36, y + 34), (x + 62, foot)], light)
        canvas.polygon([(x + 44, foot), (x + 64, y + 48), (x + size - 10, foot)], CREAM)
    elif motif == 1:  # a ship
        canvas.polygon(
            [
                (x + 20, foot - 20),
                (x + size - 20, foot - 20),
                (x + size - 30, foot - 6),
                (x + 30, foot - 6),
            ],
            CREAM,
        )
        canvas.polygon([(middle, y + 20), (middle, foot - 24), (x + 24, foot - 24)], light)
    elif motif == 2:  # a flower
        for turn in range(6):
            angle = turn * math.tau / 6
            canvas.circle(middle + 15 * math.cos(angle), y + 40 + 15 * math.sin(angle), 10, light)
        canvas.circle(middle, y + 40, 9, SAND)
    elif motif == 3:  # a head
        canvas.ellipse(middle, foot, 26, 22, light)
        canvas.rectangle(x + 10, foot, x + size - 10, foot + 14, paper)
        canvas.ellipse(middle, y + 38, 15, 19, CREAM)
    else:  # a bird
        for side in (-1, 1):
            canvas.line(
                quadratic(
                    (middle, y + 52), (middle + side * 16, y + 24), (middle + side * 32, y + 36)
                ),
                CREAM,
                5,
            )
        canvas.line([(x + 14, foot - 12), (x + size - 14, foot - 12)], light, 4)


def _piece(canvas, x, floor, kind, fill, edge):
    canvas.ellipse(x + 8, floor + 2, 38, 10, (30, 16, 10, 110))
    for grown, colour in ((4, edge), (0, fill)):
        canvas.rectangle(
            x - 34 - grown, floor - 14 - grown, x + 34 + grown, floor + grown, colour, radius=6
        )
        head = {"pawn": 46, "bishop": 70, "rook": 62, "king": 80}[kind]
        canvas.polygon(
            [
                (x - 25 - grown, floor - 12),
                (x + 25 + grown, floor - 12),
                (x + 12 + grown, floor - head),
                (x - 12 - grown, floor - head),
            ],
            colour,
        )
        top = floor - head
        if kind == "pawn":
            canvas.circle(x, top - 12, 19 + grown, colour)
        elif kind == "bishop":
            canvas.ellipse(x, top - 12, 17 + grown, 26 + grown, colour)
            canvas.circle(x, top - 40, 6 + grown, colour)
        elif kind == "rook":
            canvas.rectangle(
                x - 25 - grown, top - 24 - grown, x + 25 + grown, top + 4 + grown, colour, radius=2
            )
            for tooth in (-1, 0, 1):
                left = x + tooth * 19 - 7
                canvas.rectangle(
                    left - grown, top - 34 - grown, left + 14 + grown, top - 16, colour, radius=2
                )
        else:
            canvas.polygon(
                [
                    (x - 24 - grown, top - 26 - grown),
                    (x + 24 + grown, top - 26 - grown),
                    (x + 13 + grown, top + 4),
                    (x - 13 - grown, top + 4),
                ],
                colour,
            )
            canvas.rectangle(x - 4 - grown, top - 56 - grown, x + 4 + grown, top - 22, colour)
            canvas.rectangle(
                x - 14 - grown, top - 47 - grown, x + 14 + grown, top - 39 + grown, colour
            )


def _postcard(canvas):
    shadow = [(1108, 148), (1566, 196), (1528, 536), (1072, 488)]
    canvas.polygon([(x + 12, y + 14) for x, y in shadow], (30, 16, 10, 120))
    canvas.polygon(shadow, "#f6edd8")
    canvas.line([(1334, 206), (1304, 484)], "#c9b893", 4)
    for line in range(5):
        y = 232 + line * 44
        canvas.line(
            [(1132 - line * 4, y), (1300 - line * 4 - (line % 3) * 24, y + 17)], "#5b6b74", 4
        )
    for line in range(3):
        y = 376 + line * 40
        canvas.line([(1346 - line * 4, y), (1510 - line * 4, y + 16)], "#8d8468", 4)
    canvas.polygon([(1444, 218), (1530, 227), (1521, 311), (1435, 302)], CINNABAR)
    canvas.polygon([(1456, 232), (1516, 238), (1510, 298), (1450, 291)], CREAM)
    canvas.polygon([(1462, 286), (1482, 250), (1500, 290)], PINE)
    for reach in (30, 42):
        canvas.arc(1424, 304, reach, reach, 0, 360, see_through(INK, 150), 4)
    for wave in range(3):
        points = [
            (1280 + step * 6, 288 + wave * 13 + 5 * math.sin(step / 1.6)) for step in range(18)
        ]
        canvas.line(points, see_through(INK, 120), 3)
    canvas.polygon([(1106, 748), (1120, 730), (1520, 860), (1512, 882)], (30, 16, 10, 110))
    canvas.line([(1120, 720), (1500, 846)], SAND, 24)
    canvas.line([(1124, 714), (1496, 838)], "#f0cf92", 7)
    canvas.line([(1108, 716), (1146, 729)], "#c9837a", 26)
    canvas.polygon([(1494, 832), (1540, 860), (1486, 856)], "#e9d6b0")
    canvas.polygon([(1522, 849), (1542, 861), (1520, 859)], INK)


def ballot_box(canvas):
    canvas.gradient(0, 620, [(0, "#cdb892"), (1, "#e6d3aa")])
    for x in range(-300, 1700, 260):  # light of a window that one does not see
        canvas.polygon(
            [(x + 120, 0), (x + 250, 0), (x + 60, 620), (x - 100, 620)], (255, 247, 222, 80)
        )
    canvas.rectangle(0, 560, 1600, 620, "#a58a63")
    canvas.rectangle(0, 560, 1600, 568, "#8a7150")
    canvas.gradient(620, canvas.height, [(0, "#8f6546"), (0.1, "#a0734f"), (1, "#6f4a31")])
    for y in (664, 730, 822, 940):
        canvas.line([(0, y), (1600, y)], see_through("#57371f", 110), 3)
    canvas.polygon(
        [(560, 884), (1080, 884), (480, 1010), (-200, 1010), (-200, 930)], (44, 24, 10, 120)
    )
    _box(canvas, 560, 350, 1080, 890)
    for x, y, turn, wide in (
        (1180, 850, -0.18, 150),
        (1320, 930, 0.22, 170),
        (1180, 992, 0.05, 160),
        (1452, 836, 0.4, 140),
    ):
        _folded_paper(canvas, x, y, turn, wide)
    _folded_paper(canvas, 250, 816, -0.3, 150)
    _pencil(canvas)


def _box(canvas, left, top, right, floor):
    side = right + 120
    canvas.polygon([(right, top), (side, top - 64), (side, floor - 74), (right, floor)], "#6b4226")
    canvas.rectangle(left, top, right, floor, "#a56c3c")
    for y in range(top + 60, floor, 104):
        canvas.line([(left, y), (right, y)], "#8a5730", 5)
        canvas.line([(right, y), (side, y - 68)], "#573418", 4)
    dice = dice_from(7)
    for _ in range(34):
        x, y = dice.uniform(left + 20, right - 150), dice.uniform(top + 16, floor - 16)
        canvas.line([(x, y), (x + dice.uniform(40, 130), y)], see_through("#c98f58", 100), 3)
    canvas.polygon(
        [
            (left - 16, top + 8),
            (right + 10, top + 8),
            (side + 18, top - 66),
            (left + 110, top - 66),
        ],
        "#c98d54",
    )
    canvas.polygon(
        [
            (left - 16, top + 8),
            (right + 10, top + 8),
            (right + 10, top + 34),
            (left - 16, top + 34),
        ],
        "#8a5730",
    )
    canvas.polygon(
        [
            (right + 10, top + 8),
            (side + 18, top - 66),
            (side + 18, top - 42),
            (right + 10, top + 34),
        ],
        "#573418",
    )
    canvas.polygon(
        [(790, top - 22), (1000, top - 22), (1016, top - 34), (808, top - 34)], "#2b190d"
    )
    canvas.polygon(
        [(836, top - 28), (962, top - 28), (948, top - 178), (822, top - 178)], "#fbf6e8"
    )
    canvas.polygon(
        [(900, top - 28), (962, top - 28), (948, top - 178), (886, top - 178)], "#e6dcc2"
    )
    canvas.rectangle(758, 560, 882, 716, "#d9b063", radius=10)
    canvas.rectangle(770, 572, 870, 704, "#b98a3c", radius=7)
    canvas.circle(820, 624, 17, "#3a2412")
    canvas.polygon([(812, 628), (828, 628), (836, 676), (804, 676)], "#3a2412")
    for x in (left + 26, right - 26):
        for y in (top + 60, floor - 30):
            canvas.circle(x, y, 9, "#d9b063")
    canvas.rectangle(left, floor - 8, right, floor, (40, 20, 8, 90))


def _folded_paper(canvas, x, y, turn, wide):
    def placed(across, down):
        return (
            x + across * wide * math.cos(turn) - down * wide * 0.4 * math.sin(turn),
            y + across * wide * 0.4 * math.sin(turn) + down * wide * 0.4 * math.cos(turn),
        )

    sheet = [placed(-0.5, -0.5), placed(0.5, -0.5), placed(0.5, 0.5), placed(-0.5, 0.5)]
    canvas.polygon(
        [(px - 60 * (i in (2, 3)) - 8, py + 14) for i, (px, py) in enumerate(sheet)],
        (44, 24, 10, 110),
    )
    canvas.polygon(sheet, "#fbf6e8")
    flap = [placed(-0.5, 0), placed(0.5, 0), placed(0.46, -0.8), placed(-0.46, -0.8)]
    canvas.polygon(flap, "#e9dfc6")
    canvas.line([placed(-0.5, 0), placed(0.5, 0)], "#cbbf9f", 4)
    for down in (0.18, 0.32):
        canvas.line([placed(-0.36, down), placed(0.2, down)], "#a89c7d", 4)


def _pencil(canvas):
    canvas.line([(120, 968), (400, 930)], (44, 24, 10, 110), 20)
    canvas.line([(126, 952), (380, 914)], CINNABAR, 20)
    canvas.line([(126, 947), (380, 909)], "#d9674d", 6)
    canvas.polygon([(376, 903), (424, 908), (382, 926)], "#ecd6a8")
    canvas.polygon([(408, 906), (426, 908), (410, 913)], INK)
    canvas.line(quadratic((126, 952), (60, 980), (-10, 930)), "#e9e0c8", 4)
