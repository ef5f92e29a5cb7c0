import time

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from website.demo import bulk, loader


class Command(BaseCommand):
    help = (
        "Loads the demonstration newsroom once, with its accounts: a second call changes nothing."
        " Refused unless DEBUG is on."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--articles",
            type=int,
            metavar="N",
            help="also adds N stories made up by the thousand, spread over ten years: each call"
            " adds as many again",
        )

    def handle(self, articles, **options):
        if not settings.DEBUG:
            raise CommandError("The demo is loaded only where DEBUG is on.")
        if articles is not None and articles < 1:
            raise CommandError("--articles must be 1 or more.")
        accounts = loader.load()
        self.stdout.write(f"Demo accounts, password {loader.DEMO_PASSWORD}:")
        for username, role, codes in accounts:
            self.stdout.write(f"  {username:<20} {role:<14} {', '.join(codes)}")
        if articles:
            self.add_articles(articles)

    def add_articles(self, number):
        editor = User.objects.get(username="editor")
        self.stdout.write(f"Adding {number:,} articles:")
        start = time.monotonic()
        try:
            for done in bulk.load(number, by=editor):
                rate = done / (time.monotonic() - start)
                self.stdout.write(f"  {done:>9,} of {number:,}, {rate:,.0f} a second")
                self.stdout.flush()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Done in {time.monotonic() - start:,.0f} seconds.")
