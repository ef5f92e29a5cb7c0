"""Saving a row without undoing what somebody else saved to it."""

import copy

from django.db import models
from modeltranslation.utils import get_language

from languages.columns import column, translated_fields


class ChangedColumnsModel(models.Model):
    """A model whose ``save()`` writes only the columns that changed since the row was read.

    With one column per language, Django's own ``save()`` of two loaded copies loses the French
    of the one under the Arabic of the other. ``update_fields`` may name a translated field:
    that is then the column of the active language.
    """

    class Meta:
        abstract = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._as_read = {}

    def save(self, *, force_insert=False, force_update=False, using=None, update_fields=None):
        if not self._state.adding and not force_insert:
            update_fields = self._columns_to_write(update_fields)
        super().save(
            force_insert=force_insert,
            force_update=force_update,
            using=using,
            update_fields=update_fields,
        )
        self._note_as_read(update_fields)

    @classmethod
    def from_db(cls, db, field_names, values):
        instance = super().from_db(db, field_names, values)
        instance._as_read = instance._columns_now()
        return instance

    def refresh_from_db(self, using=None, fields=None, from_queryset=None):
        super().refresh_from_db(using, fields, from_queryset)
        self._note_as_read(fields)

    def changed_columns(self):
        """The names of the columns whose value differs from what the database gave."""
        missing = object()
        return [
            name
            for name, value in self._columns_now().items()
            if self._as_read.get(name, missing) != value
        ]

    def _columns_to_write(self, update_fields):
        if update_fields is None:
            changed = self.changed_columns()
            if not changed:
                return []
            stamps = (f.name for f in self._meta.concrete_fields if getattr(f, "auto_now", False))
            by_attname = {f.attname: f.name for f in self._meta.concrete_fields}
            return {*(by_attname[name] for name in changed), *stamps}
        translated = translated_fields(type(self))
        return {
            column(name, get_language()) if name in translated else name for name in update_fields
        }

    def _note_as_read(self, names):
        """These fields (all for None) are now as in the database; others stay changed."""
        now = self._columns_now()
        if names is None:
            self._as_read = now
            return
        names = {*names}
        for field in self._meta.concrete_fields:
            if field.attname in now and names & {field.name, field.attname}:
                self._as_read[field.attname] = now[field.attname]

    def _columns_now(self):
        """The value of each column that was read; without the base columns of translated fields."""
        skipped = {*translated_fields(type(self)), *self.get_deferred_fields()}
        values = {}
        for field in self._meta.concrete_fields:
            if field.name in skipped or field.attname in skipped or field.primary_key:
                continue
            value = self.__dict__.get(field.attname)
            if isinstance(field, models.FileField):
                value = str(value or "")
            values[field.attname] = copy.deepcopy(value)
        return values
