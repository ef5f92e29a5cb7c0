"""Authors, seen from the chest up."""

from website.demo.drawings.tools import CINNABAR, SAND, dome, mix, quadratic, see_through


def _portrait(canvas, ground, skin, hair, coat, paint_hair_behind, paint_details):
    canvas.gradient(0, 800, [(0, ground[0]), (1, ground[1])])
    canvas.circle(590, 190, 330, see_through("#ffffff", 22))
    paint_hair_behind(canvas, hair)
    shade = mix(skin, "#3a1f18", 0.22)
    canvas.ellipse(400, 860, 310, 260, coat)
    canvas.rectangle(338, 440, 462, 640, shade, radius=50)
    canvas.ellipse(400, 622, 92, 56, shade)
    canvas.ellipse(258, 362, 26, 40, shade)
    canvas.ellipse(542, 362, 26, 40, shade)
    canvas.ellipse(400, 350, 146, 184, skin)
    paint_details(canvas, hair, skin)


def _face(canvas, skin, brow):
    dark = mix(skin, "#2a1410", 0.4)
    for side in (-1, 1):
        canvas.line(
            quadratic((400 + side * 92, 318), (400 + side * 64, 296), (400 + side * 30, 314)),
            brow,
            9,
        )
        canvas.ellipse(400 + side * 60, 352, 12, 14, "#221a1a")
        canvas.ellipse(400 + side * 60 + 4, 347, 3.5, 3.5, "#f5efe4")
    canvas.line(quadratic((402, 352), (424, 414), (394, 416)), dark, 6)
    canvas.line(quadratic((352, 456), (400, 490), (448, 456)), dark, 8)


def nadia_karim(canvas):
    def behind(canvas, hair):
        canvas.ellipse(400, 360, 208, 236, hair)
        for x, y in ((214, 470), (236, 560), (586, 470), (564, 560), (270, 610), (530, 610)):
            canvas.circle(x, y, 70, hair)

    def details(canvas, hair, skin):
        _face(canvas, skin, "#2a1a18")
        canvas.polygon(
            [
                (246, 360),
                *quadratic((250, 330), (280, 230), (450, 196)),
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
                *quadratic((430, 200), (530, 230), (552, 372)),
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


def tomas_ibarra(canvas):
    def behind(canvas, hair):
        canvas.ellipse(400, 292, 164, 148, hair)

    def details(canvas, hair, skin):
        canvas.polygon(
            quadratic((256, 372), (270, 560), (400, 556))
            + quadratic((400, 556), (530, 560), (544, 372))
            + quadratic((544, 372), (500, 430), (400, 424))
            + quadratic((400, 424), (300, 430), (256, 372)),
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
                *quadratic((262, 250), (360, 216), (540, 250)),
                (550, 320),
                *dome(400, 292, 164, 148, 0),
            ],
            hair,
        )
        canvas.polygon([(318, 636), (400, 720), (344, 772), (262, 660)], "#e8e2d2")
        canvas.polygon([(482, 636), (400, 720), (456, 772), (538, 660)], "#e8e2d2")

    _portrait(canvas, ("#dccdb4", "#b9a98c"), "#d3a281", "#3b2a22", "#4d5b61", behind, details)


def anouk_peeters(canvas):
    def behind(canvas, hair):
        canvas.ellipse(400, 330, 182, 196, hair)
        canvas.rectangle(220, 330, 580, 470, hair, radius=60)

    def details(canvas, hair, skin):
        _face(canvas, skin, "#8a6536")
        canvas.polygon(
            [
                (246, 400),
                *quadratic((244, 300), (300, 210), (520, 214)),
                (556, 400),
                *dome(400, 330, 182, 196, 10),
            ],
            hair,
        )
        canvas.polygon(
            [*quadratic((470, 196), (540, 240), (556, 400)), (576, 330), (556, 240)], hair
        )
        canvas.ellipse(400, 628, 168, 66, CINNABAR)
        canvas.ellipse(400, 604, 120, 34, "#8f2a18")
        canvas.polygon([(440, 650), (520, 640), (560, 800), (462, 800)], "#a5301c")

    _portrait(canvas, ("#cdd3dc", "#9aa7b5"), "#ecc3a5", "#d6ac62", "#2c3a4b", behind, details)


def lin_yue(canvas):
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
                *dome(400, 320, 190, 200, 0),
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


def mira_tokareva(canvas):
    def behind(canvas, hair):
        canvas.circle(400, 128, 84, hair)
        canvas.ellipse(400, 308, 170, 176, hair)

    def details(canvas, hair, skin):
        _face(canvas, skin, "#5e2f1d")
        canvas.polygon(
            [
                (250, 380),
                *quadratic((252, 300), (290, 236), (400, 214)),
                *quadratic((400, 214), (510, 236), (550, 380)),
                *dome(400, 308, 170, 176, 5),
            ],
            hair,
        )
        canvas.arc(400, 128, 56, 52, 200, 340, "#a3563a", 6)
        for x in (322, 478):
            canvas.ellipse(x, 410, 24, 14, see_through("#d4735a", 80))
        canvas.rectangle(306, 586, 494, 668, "#8d979b", radius=34)
        canvas.line([(312, 628), (488, 628)], "#737d82", 4)

    _portrait(canvas, ("#e2d3c3", "#c0a893"), "#efc9ae", "#7c3820", "#7d878c", behind, details)


def yusuf_al_bahri(canvas):
    def behind(canvas, hair):
        canvas.ellipse(400, 300, 160, 140, hair)
        canvas.rectangle(244, 290, 556, 380, hair, radius=30)

    def details(canvas, hair, skin):
        _face(canvas, skin, "#6d6a66")
        canvas.polygon(
            quadratic((318, 458), (350, 424), (400, 432))
            + quadratic((400, 432), (450, 424), (482, 458))
            + quadratic((482, 458), (440, 450), (400, 456))
            + quadratic((400, 456), (360, 450), (318, 458)),
            "#8c8780",
        )
        canvas.polygon(
            [
                (252, 330),
                *quadratic((270, 262), (330, 220), (400, 222)),
                *quadratic((400, 222), (480, 220), (548, 330)),
                *dome(400, 300, 160, 140, 5),
            ],
            hair,
        )
        for side in (-1, 1):
            canvas.line(
                quadratic((400 + side * 76, 384), (400 + side * 60, 392), (400 + side * 44, 384)),
                see_through("#4a2a1e", 110),
                4,
            )
        canvas.polygon([(322, 630), (400, 800), (478, 630), (430, 668), (370, 668)], "#efe8d8")
        canvas.polygon([(320, 626), (392, 800), (300, 800), (236, 672)], "#54301f")
        canvas.polygon([(480, 626), (408, 800), (500, 800), (564, 672)], "#54301f")

    _portrait(canvas, ("#e6cfa2", "#cba96c"), "#a8704e", "#b1aca4", "#6d4029", behind, details)
