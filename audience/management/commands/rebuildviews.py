from django.core.management.base import BaseCommand, CommandError

from audience import buckets


class Command(BaseCommand):
    help = "Makes every total of views the sum of its hours and days, and proves that it is."

    def handle(self, **options):
        wrong = buckets.rebuild_totals()
        for edition_id, before, views in wrong:
            self.stdout.write(f"Edition {edition_id}: {before} made {views}")
        self.stdout.write(f"Totals that were not the sum of their buckets: {len(wrong)}")
        if buckets.rebuild_totals():
            raise CommandError("Totals still differ from their buckets.")
        self.stdout.write("Now every total is the sum of its buckets.")
