"""What sections and topics are found by."""

from django.db import migrations

from languages.finding import WordsField, fill_names, words_index


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_fill_finding_and_work")]

    operations = [
        migrations.AddField(model_name="section", name="found_by", field=WordsField()),
        migrations.AddField(model_name="topic", name="found_by", field=WordsField()),
        migrations.RunPython(*words_index("articles_section", "found_by")),
        migrations.RunPython(*words_index("articles_topic", "found_by")),
        migrations.RunPython(fill_names("articles", "Section"), migrations.RunPython.noop),
        migrations.RunPython(fill_names("articles", "Topic"), migrations.RunPython.noop),
    ]
