"""What images are found by."""

from django.db import migrations

from languages.columns import columns
from languages.finding import words


def fill(apps, schema_editor):
    Image = apps.get_model("images", "Image")
    known = {field.name for field in Image._meta.concrete_fields}
    names = [*columns("alt_text"), *columns("caption"), "credit", "rights"]
    names = [name for name in names if name in known]  # none yet of a language added later
    for image in Image.objects.only("id", *names).iterator(500):
        texts = (getattr(image, name) for name in names)
        Image.objects.filter(pk=image.pk).update(found_by=words(*texts))


class Migration(migrations.Migration):
    dependencies = [("images", "0002_finding_and_work")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
