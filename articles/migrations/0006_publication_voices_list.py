from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_article_kind_list")]

    operations = [
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                condition=models.Q(("kind__in", ["interview", "opinion"])),
                fields=["language", "-published_at", "-id"],
                name="publication_voices_list",
            ),
        ),
    ]
