"""Rows by the thousand on their way into the database, past the models."""

from django.db import connection, models


class Rows:
    """Rows of a table on their way into the database, values in the order of its columns."""

    def __init__(self, model):
        fields = model._meta.concrete_fields
        quote = connection.ops.quote_name
        self.table = quote(model._meta.db_table)
        self.columns = ", ".join(quote(field.column) for field in fields)
        self.defaults = [field.get_default() for field in fields]
        self.places = {field.attname: place for place, field in enumerate(fields)}
        self.moments = [
            place for place, field in enumerate(fields) if isinstance(field, models.DateTimeField)
        ]
        self.last = model.objects.aggregate(last=models.Max("pk"))["last"] or 0
        self.has_id = "id" in self.places
        self.waiting = []

    def add(self, **values):
        """The id that the row will have."""
        self.last += 1
        row = self.defaults.copy()
        if self.has_id:
            row[0] = self.last
        for name, value in values.items():
            row[self.places[name]] = value
        self.waiting.append(row)
        return self.last

    def take(self):
        taken, self.waiting = self.waiting, []
        return taken

    def write(self, taken):
        if connection.vendor == "postgresql":
            with (
                connection.cursor() as cursor,
                cursor.copy(f"COPY {self.table} ({self.columns}) FROM STDIN") as copy,
            ):
                for row in taken:
                    copy.write_row(row)
        else:
            adapt = connection.ops.adapt_datetimefield_value
            for row in taken:
                for place in self.moments:
                    row[place] = adapt(row[place])
            marks = ", ".join(["%s"] * len(self.defaults))
            with connection.cursor() as cursor:
                cursor.executemany(
                    f"INSERT INTO {self.table} ({self.columns}) VALUES ({marks})", taken
                )
