"""What authors are found by."""

from django.db import migrations

from languages.finding import WordsField, fill_names, words_index


class Migration(migrations.Migration):
    dependencies = [("authors", "0001_initial")]

    operations = [
        migrations.AddField(model_name="author", name="found_by", field=WordsField()),
        migrations.RunPython(*words_index("authors_author", "found_by")),
        migrations.RunPython(fill_names("authors", "Author"), migrations.RunPython.noop),
    ]
