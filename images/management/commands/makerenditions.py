from django.core.management.base import BaseCommand

from images import making


class Command(BaseCommand):
    help = (
        "Makes the sizes of pictures that are missing: of those that were uploaded before a size"
        " came up, and of those whose making failed. Asks for what is due and can be run again."
    )

    def handle(self, **options):
        failed = []
        for number, image_id in enumerate(making.lacking_ids(), start=1):
            try:
                making.make(image_id)
            except OSError as error:
                failed.append(image_id)
                self.stderr.write(f"Image {image_id}: {error}")
            if number % 100 == 0:
                self.stdout.write(f"{number} images")
        making.remove_replaced()
        self.stdout.write(
            f"Images with failures: {len(failed)}" if failed else "All sizes are made."
        )
