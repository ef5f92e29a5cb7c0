"""Make the headline faces in static/fonts again: `.venv/bin/python -m dev.fonts`.

Piazzolla as its npm package has it, cut down to what headlines need: the letters and punctuation
of some languages, the optical size for display, bold for headlines and medium for opinion and
quotations. A file for each weight: nearly all pages need just the one, and both in one file weigh
10 KB more (Latin), which a phone waits for. npm fetches the package; what is made is committed, for
a page must not depend on a registry.
"""

import subprocess
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

PACKAGE = "@fontsource-variable/piazzolla@5.3.0"
INTO = Path(__file__).resolve().parents[1] / "static" / "fonts"
OPTICAL_SIZE = 30
WEIGHTS = [700, 500]
# What headlines in these languages show. The forms for other languages, with the barred numerals of
# old Spanish books (locl), and what places loose accents (ccmp, mark) weigh 2 KB a file.
FEATURES = ["calt", "kern", "liga", "rclt"]

# The same as in the unicode-range of each face in static/css/site/site.css.
LATIN = "U+20-7E,U+A0-FF,U+152-153,U+2013-2014,U+2018-201A,U+201C-201E,U+2026,U+2032-2033"
LATIN += ",U+2039-203A,U+20AC,U+2122,U+2212"
CYRILLIC = "U+400-45F,U+490-491,U+2116"
FACES = {"latin": LATIN, "cyrillic": CYRILLIC}


def file_name(script, weight):
    return f"piazzolla-{script}-{weight}.woff2"


def make(source, target, characters, weight):
    font = TTFont(source)
    axes = {"opsz": OPTICAL_SIZE, "wght": weight}
    instancer.instantiateVariableFont(font, axes, inplace=True)
    options = subset.Options()
    options.layout_features = FEATURES
    options.flavor = "woff2"
    options.name_IDs = [0, 1, 2, 6, 13, 14]  # whose it is and under which licence goes with it
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(characters))
    cutter.subset(font)
    font["head"].modified = font["head"].created  # the same bytes whenever it is made
    font.recalcTimestamp = False
    subset.save_font(font, target, options)
    print(f"{target.name}: {target.stat().st_size / 1024:.1f} KB")


def main():
    INTO.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        pack = ["npm", "pack", "--silent", PACKAGE]
        subprocess.run(pack, cwd=scratch, check=True, stdout=subprocess.DEVNULL)
        [archive] = Path(scratch).glob("*.tgz")
        with tarfile.open(archive) as packed:
            packed.extractall(scratch, filter="data")
        package = Path(scratch) / "package"
        for script, characters in FACES.items():
            source = package / "files" / f"piazzolla-{script}-opsz-normal.woff2"
            for weight in WEIGHTS:
                make(source, INTO / file_name(script, weight), characters, weight)
        (INTO / "OFL.txt").write_text((package / "LICENSE").read_text())


if __name__ == "__main__":
    main()
