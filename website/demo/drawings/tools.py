"""A canvas, the colours that the pictures share, and lines that are not straight."""

import math
import random
from itertools import pairwise

from PIL import Image, ImageDraw

OVERSAMPLING = 2

INK = "#16262a"
PINE = "#0f4a40"
CINNABAR = "#b5371f"
SAND = "#e3b778"
CREAM = "#f4e7cc"
ROSE = "#c4917b"


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


def dice_from(seed):
    return random.Random(seed)  # a picture, not a secret


def _rgb(colour):
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def see_through(colour, alpha):
    return (*_rgb(colour), alpha)


def mix(first, second, share):
    pairs = zip(_rgb(first), _rgb(second), strict=True)
    return tuple(round(a + (b - a) * share) for a, b in pairs)


def _colour_at(share, stops):
    for (start, first), (end, second) in pairwise(stops):
        if share <= end:
            return mix(first, second, (share - start) / (end - start))
    return _rgb(stops[-1][1])


def quadratic(start, control, end, steps=40):
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


def dome(x, y, radius_x, radius_y, reach):
    """Points of the upper half of an ellipse, right to left, `reach` degrees past its waist."""
    points = []
    for angle in range(reach, -181 - reach, -5):
        turn = math.radians(angle)
        points.append((x + radius_x * math.cos(turn), y + radius_y * math.sin(turn)))
    return points
