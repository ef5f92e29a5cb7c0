from django.core.management.base import BaseCommand

import languages
from languages import catalogues


class Command(BaseCommand):
    help = (
        "Collects the texts of code and templates into locale/<language>/LC_MESSAGES/django.po: "
        "translations are kept, what is used no more is dropped."
    )
    requires_system_checks = []

    def handle(self, **options):
        messages = catalogues.extracted()
        for code in languages.codes():
            catalogue = catalogues.updated(code, messages)
            catalogues.save(catalogues.po_path(code), catalogues.written(code, catalogue))
            self.stdout.write(f"{code}: {self.progress(catalogue)}")

    def progress(self, catalogue):
        messages = [message for message in catalogue if message.id]
        complete = sum(catalogues.is_complete(message, catalogue) for message in messages)
        return f"{complete} of {len(messages)} texts translated"
