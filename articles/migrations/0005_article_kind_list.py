from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_finding_sections_and_topics")]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["kind", "-modified_at", "-id"], name="article_kind_list"),
        ),
    ]
