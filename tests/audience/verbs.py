"""In which order a function reads and writes."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def assert_reads_before_it_writes(act):
    """All that it reads comes before the one transaction in which it writes."""
    with CaptureQueriesContext(connection) as asked:
        act()

    verbs = [query["sql"].split()[0] for query in asked]
    [begun] = [n for n, verb in enumerate(verbs) if verb in ("BEGIN", "SAVEPOINT")]
    assert begun > 0 and not {"INSERT", "DELETE"} & set(verbs[:begun])
    assert {"INSERT", "DELETE"} < set(verbs[begun:]) and "SELECT" not in verbs[begun:]
