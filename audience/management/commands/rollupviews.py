from django.core.management.base import BaseCommand, CommandError

from audience import chores
from audience.counting import Away


class Command(BaseCommand):
    help = (
        "Adds up the views that were counted, and does what else is due: rankings, medians, "
        "forgetting. Safe to run twice or side by side; manage.py worker does it all the time."
    )

    def handle(self, **options):
        try:
            rolled = chores.work()
        except Away as reason:
            raise CommandError(f"Views wait to be added up: {reason}") from reason
        self.stdout.write(f"Views added up: {rolled}")
