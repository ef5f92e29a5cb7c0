"""People at play, mostly out of doors."""

import math

from website.demo.drawings.scenery import ridge, ripples
from website.demo.drawings.tools import CINNABAR, INK, PINE, dice_from, dome, quadratic, see_through


def regatta(canvas):
    water = 560
    canvas.gradient(0, water, [(0, "#a9bfc4"), (0.6, "#d9d9c9"), (1, "#f0dfbd")])
    canvas.glow(1180, 470, 420, "#fff3d2", 140)
    ridge(canvas, 530, [(34, 1600, 0.4), (12, 520, 2)], "#8aa5a3")
    canvas.rectangle(0, 452, 1600, 466, "#4d6a6f")
    for x in (80, 780, 1480):
        canvas.rectangle(x - 13, 460, x + 13, 566, "#4d6a6f")
    for x in (430, 1130):
        canvas.polygon([(x - 11, 170), (x + 11, 170), (x + 22, 566), (x - 22, 566)], "#4d6a6f")
        for step in range(1, 11):
            for side in (-1, 1):
                foot = x + side * step * 33
                canvas.line([(x, 180 + step * 9), (foot, 454)], "#628083", 2.4)
    ridge(canvas, 556, [(10, 900, 5.1), (5, 300, 1)], "#567672")
    canvas.gradient(water, canvas.height, [(0, "#a3bcb4"), (0.25, "#6f9896"), (1, "#2d565c")])
    ripples(canvas, water + 10, canvas.height, "#dcebe0", 66, 190)
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
                    see_through("#1d3f45", 110 - step * 18), 8 * scale)  # fmt: skip
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
    dice = dice_from(700)
    for _ in range(260):
        x = dice.uniform(-20, 1600)
        depth = 1067 - dice.uniform(0, 40)
        tall = dice.uniform(60, 190) * (1.35 if x < 320 else 0.62)
        lean = dice.uniform(-26, 40)
        colour = dice.choice(["#5d7446", "#72864f", "#8d935a", "#4b6440"])
        tip = (x + lean, depth - tall)
        canvas.line(quadratic((x, depth), (x + lean * 0.2, depth - tall * 0.6), tip, 8), colour, 5)
        if dice.random() < 0.3:
            canvas.ellipse(*tip, 6, 22, "#6b4a30")


def referee(canvas):
    canvas.gradient(0, 330, [(0, "#7fa4b5"), (1, "#c8d6cf")])
    dice = dice_from(91)
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
    canvas.line([(0, 470), (1600, 470)], see_through("#f3f3e8", 210), 7)
    canvas.arc(800, 470, 330, 120, 0, 180, see_through("#f3f3e8", 210), 7)
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
    canvas.polygon(dome(x, top - 72 * scale, 46 * scale, 46 * scale, 6), "#2b211d")
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
    canvas.polygon(dome(x, top - 84, 54, 54, 8), "#5e2f1d")
    canvas.rectangle(x + 32, top - 50, x + 72, top - 36, "#22282c", radius=5)
    canvas.circle(x + 24, top - 76, 6, INK)
