"""The pictures of Pillow's own tests, whole and broken, uploaded as a reporter would.

They come with Pillow's source distribution, which pip fetches once and ``var/`` keeps.
"""

import base64
import random
import subprocess
import sys
import tarfile
from collections import Counter
from pathlib import Path

import PIL
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow

from accounts.roles import REPORTER
from images import making
from images.models import Image
from tests.conftest import give_up
from tests.factories import make_user

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::UserWarning:PIL"),  # of what it makes do with
]

FOLDER = settings.BASE_DIR / "var" / "pillow"
FORMATS = {".avif", ".gif", ".jpg", ".mpo", ".png", ".webp"}
REASONS = {
    "animated",
    "damaged",
    "known",
    "not_a_picture",
    "svg",
    "too_many_bytes",
    "too_many_pixels",
}
FEWEST = 600  # malformed ones
MOST_MUTATED = 200_000  # bytes, of a file that is broken on purpose
SHOWN = 40  # in the browser


@pytest.fixture(scope="module")
def pictures():
    """(name, content) of every picture of the suite, in a fixed order."""
    archive = FOLDER / f"pillow-{PIL.__version__}.tar.gz"
    if not archive.exists():
        fetch(archive)
    with tarfile.open(archive) as suite:
        members = (member for member in suite if member.isfile())
        return sorted(
            (member.name.partition("Tests/images/")[2], suite.extractfile(member).read())
            for member in members
            if "/Tests/images/" in member.name
        )


def fetch(archive):
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", ":all:"]
    command += ["--dest", archive.parent, f"pillow=={PIL.__version__}"]
    fetched = subprocess.run(command, capture_output=True, text=True, check=False)
    if fetched.returncode or not archive.exists():
        give_up(f"Pillow's source distribution was not fetched: {fetched.stderr[-300:]}")


def broken(pictures):
    """Those in formats that the library takes: cut off, and with bytes changed. Always the same."""
    dice = random.Random(13)
    for name, content in pictures:
        if Path(name).suffix not in FORMATS or not 50 < len(content) < MOST_MUTATED:
            continue
        yield f"cut-{name}", content[: dice.randrange(20, len(content))]
        changed = bytearray(content)
        for _ in range(8):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
        yield f"changed-{name}", bytes(changed)


@pytest.fixture
def upload(client, django_capture_on_commit_callbacks):
    """Uploads a file by the library's own address; the answer."""
    client.force_login(make_user(REPORTER, languages=["fr"], interface_language="en"))
    client.raise_request_exception = False  # a crash is an answer of 500, as in production
    address = reverse("admin:images_image_upload")

    def upload(name, content):
        file = SimpleUploadedFile(Path(name).name, content)
        headers = {"Accept": "application/json"}
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, {"files": file, "credit": "Pillow"}, headers=headers)

    return upload


def unfit(image):
    """What cannot be shown of an image: nothing, if all went well."""
    made = list(image.renditions.all())
    expected = len(making.sizes(image.width, image.height)) * len(making.ENCODINGS)
    if len(made) != expected:
        yield f"{len(made)} renditions instead of {expected}"
    for stored in [image, *made]:
        with stored.file.open() as opened, Pillow.open(opened) as picture:
            picture.load()
            if picture.size != (stored.width, stored.height):
                yield f"{stored.file.name} is {picture.size}"


def test_no_malformed_picture_is_a_crash_and_none_is_accepted_that_cannot_be_shown(
    pictures, upload
):
    answers, problems = Counter(), []
    for name, content in [*pictures, *broken(pictures)]:
        response = upload(name, content)
        if response.status_code == 201:
            answers["accepted"] += 1
            image = Image.objects.latest("id")
            problems += [f"{name}: {problem}" for problem in unfit(image)]
        elif 400 <= response.status_code < 500:
            code = response.json()["code"]
            answers[code] += 1
            # Nothing at all is "required" to a form, and no picture to us.
            if code not in REASONS and content:
                problems.append(f"{name}: {code}")
        else:
            problems.append(f"{name}: {response.status_code}")

    print(dict(answers))
    assert problems == []
    assert sum(answers.values()) - answers["accepted"] - answers["known"] >= FEWEST
    assert answers["accepted"] == Image.objects.count() > 100
    assert {"animated", "damaged", "not_a_picture"} <= answers.keys()


@pytest.mark.browser
def test_what_is_accepted_is_shown_by_a_browser(pictures, upload, page):
    images = []
    dice = random.Random(14)
    candidates = [*pictures, *broken(pictures)]
    candidates = [each for each in candidates if Path(each[0]).suffix in FORMATS]
    dice.shuffle(candidates)
    for name, content in candidates:
        if len(images) < SHOWN and upload(name, content).status_code == 201:
            images.append(Image.objects.latest("id"))

    page.goto("about:blank")
    unshown = [
        f"{image.pk} {rendition}: {seen}"
        for image in images
        for rendition in image.renditions.all()
        if (seen := measures_in(page, rendition)) != [rendition.width, rendition.height]
    ]

    assert len(images) == SHOWN
    assert unshown == []


def measures_in(page, rendition):
    """Width and height of a rendition as the browser decodes it, or what it says instead."""
    with rendition.file.open() as opened:
        content = base64.b64encode(opened.read()).decode()
    return page.evaluate(
        """async (address) => {
          const picture = new Image();
          picture.src = address;
          try { await picture.decode(); } catch (error) { return String(error); }
          return [picture.naturalWidth, picture.naturalHeight];
        }""",
        f"data:image/{rendition.format};base64,{content}",
    )
