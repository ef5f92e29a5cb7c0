from django.core.management.base import BaseCommand

from languages import catalogues


class Command(BaseCommand):
    help = "Compiles the catalogues of the interface that changed; needs no GNU gettext."
    requires_system_checks = []

    def handle(self, **options):
        for path in catalogues.uncompiled():
            compiled = catalogues.compiled(catalogues.read(path))
            catalogues.save(path.with_suffix(".mo"), compiled)
            if options["verbosity"] > 1:
                self.stdout.write(f"{path} compiled")
