"""The pictures of the demonstration, drawn by program so that nothing has to be licensed.

Every picture is painted at twice its size and scaled down, which smooths the edges.
Nothing is left to chance: the same name gives the same pixels every time.
"""

from website.demo.drawings import (
    city,
    country,
    portraits,
    rooms,
    shores,
    sport,
    streets,
    tables,
    winter,
)
from website.demo.drawings.tools import Canvas

LANDSCAPE = (1600, 1067)
SQUARE = (800, 800)

LANDSCAPES = [
    city.bridge,
    city.market,
    city.parliament,
    country.clock_village,
    country.moths,
    country.mountains,
    country.salt_battery,
    rooms.lake_core,
    rooms.tool_library,
    shores.cables,
    shores.currents,
    shores.ferry,
    shores.harbour,
    shores.lighthouse,
    shores.river_radio,
    shores.tide_staff,
    sport.referee,
    sport.regatta,
    streets.bakery,
    streets.bench,
    streets.schoolyard,
    tables.ballot_box,
    tables.chess_post,
    tables.perfume_archive,
    winter.ice_road,
    winter.snow_stadium,
]
PORTRAITS = [
    portraits.anouk_peeters,
    portraits.lin_yue,
    portraits.mira_tokareva,
    portraits.nadia_karim,
    portraits.tomas_ibarra,
    portraits.yusuf_al_bahri,
]
DRAWINGS = {paint.__name__: (LANDSCAPE, paint) for paint in LANDSCAPES} | {
    f"portrait_{paint.__name__}": (SQUARE, paint) for paint in PORTRAITS
}


def draw(name):
    """Return the picture called `name` as an RGB image; an unknown name is a KeyError."""
    size, paint = DRAWINGS[name]
    canvas = Canvas(size)
    paint(canvas)
    return canvas.finish()
