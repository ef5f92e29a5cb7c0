from django.db import models

from articles import body


class BodyField(models.TextField):
    """HTML of a body, cleaned whenever it is prepared for the database.

    So a form, ``save()``, ``update()``, ``bulk_update()``, ``bulk_create()`` and an import all
    store the same; after ``save()`` the instance holds what was stored.
    """

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return body.clean(value) if value else value

    def pre_save(self, model_instance, add):
        value = super().pre_save(model_instance, add)
        if isinstance(value, str) and value:
            value = body.clean(value)
            setattr(model_instance, self.attname, value)
        return value
