from django.db import migrations


def make_site_settings(apps, schema_editor):
    apps.get_model("website", "SiteSettings").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    """The one row, with the languages of this moment open: one added later starts closed."""

    dependencies = [("website", "0001_initial")]

    operations = [migrations.RunPython(make_site_settings, migrations.RunPython.noop)]
