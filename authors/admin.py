from django.contrib import admin

from authors.models import Author
from languages.admin import TranslatedModelAdmin
from languages.columns import columns


@admin.register(Author)
class AuthorAdmin(TranslatedModelAdmin):
    list_display = ["shown_name", "slug", "is_desk"]
    list_filter = ["is_desk"]
    search_fields = ["slug", *columns("name")]
    raw_id_fields = ["portrait"]
    facts = ["slug", "is_desk", "user", "portrait", "email", "website"]
    facts_permission = "authors.write_facts"

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "user":
            accounts = db_field.related_model.objects
            kwargs["queryset"] = accounts.filter(is_staff=True).order_by("username")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
