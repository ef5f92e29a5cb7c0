import logging
import threading
import time

from django.db import OperationalError, close_old_connections
from django_tasks_db.management.commands import db_worker

from audience import chores
from audience.counting import Away

logger = logging.getLogger(__name__)


class Command(db_worker.Command):
    help = (
        "Does what requests need not wait for: the tasks that are ordered, as db_worker, and "
        "adding up the views that were counted."
    )

    def handle(self, **options):
        threading.Thread(target=add_up, name="views", daemon=True).start()
        while True:
            try:
                return super().handle(**options)
            except OperationalError as error:  # which would end db_worker
                logger.warning("Tasks wait for the database: %s", error)
                time.sleep(chores.EVERY)


def add_up():
    """Until the process ends, at whatever moment that is."""
    while True:
        close_old_connections()
        try:
            chores.work()
        except Away as reason:
            logger.warning("Views wait to be added up: %s", reason)
        except Exception:
            logger.exception("Views could not be added up.")
        time.sleep(chores.EVERY)
