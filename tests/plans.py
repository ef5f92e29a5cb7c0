"""Tables with a past, for PostgreSQL; and what its plans tell of the queries of a page."""

from django.db import connection


def multiply(template, numbers, where="true", **expressions):
    """Copy a row for each n of a source of rows, but for the columns given as expressions in n.

    ``numbers`` is how many, from 1 on, or what stands in FROM.
    """
    source = f"generate_series(1, {numbers}) n" if isinstance(numbers, int) else numbers
    table, key = template._meta.db_table, template._meta.pk.column
    names = [field.column for field in template._meta.concrete_fields]
    chosen = [expressions.get(name, f't."{name}"') for name in names]
    columns = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {', '.join(chosen)}"
            f" FROM {table} t, {source} WHERE t.{key} = {template.pk} AND {where}"
        )


def queries(ask):
    """The queries that a function makes, as SQL and parameters."""
    found = []

    def note(execute, sql, params, many, context):
        found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        ask()
    return found


def plans(ask):
    """SQL and plan of each query that a function makes."""
    with connection.cursor() as cursor:
        for sql, params in queries(ask):
            if not sql.startswith(("EXPLAIN", "SAVEPOINT", "RELEASE", "LOCK")):
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
                yield sql, cursor.fetchone()[0][0]["Plan"]


def scanned(plan):
    """The tables that a plan reads from their beginning."""
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for part in plan.get("Plans", []):
        yield from scanned(part)


def buffers(plan):
    """The pages of 8 kB that it reads, from memory or not."""
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
