from django.core.management.base import BaseCommand

from website.demo import loader


class Command(BaseCommand):
    help = (
        "Loads the demonstration newsroom once, with its accounts: a second call changes nothing."
        " Refused unless DEBUG is on."
    )

    def handle(self, **options):
        accounts = loader.load()
        self.stdout.write(f"Demo accounts, password {loader.DEMO_PASSWORD}:")
        for username, role, languages in accounts:
            self.stdout.write(f"  {username:<20} {role:<14} {', '.join(languages)}")
