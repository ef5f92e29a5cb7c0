"""What several pictures share: hills, water, birds."""

import math

from website.demo.drawings.tools import dice_from, quadratic, see_through


def ridge(canvas, base, waves, fill):
    """A hill line built from sines; waves are (height, wavelength, phase)."""
    points = [(canvas.width, canvas.height), (0, canvas.height)]
    for x in range(0, canvas.width + 8, 8):
        rise = sum(
            height * math.sin(x / length * math.tau + phase) for height, length, phase in waves
        )
        points.append((x, base - rise))
    canvas.polygon(points, fill)


def ripples(canvas, top, bottom, colour, seed, count):
    """Short level strokes that grow longer towards the viewer."""
    dice = dice_from(seed)
    for _ in range(count):
        depth = dice.random() ** 0.8
        y = top + (bottom - top) * depth
        x = dice.uniform(-60, canvas.width)
        length = dice.uniform(24, 70) * (0.6 + 1.6 * depth)
        canvas.line(
            [(x, y), (x + length, y)],
            see_through(colour, dice.randint(60, 150)),
            1.8 + 1.6 * depth,
        )


def gull(canvas, x, y, span):
    canvas.line(quadratic((x - span, y - 6), (x - span / 2, y - span / 2), (x, y)), "#4c6a6b", 4)
    canvas.line(quadratic((x, y), (x + span / 2, y - span / 2), (x + span, y - 6)), "#4c6a6b", 4)
