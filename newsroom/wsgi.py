"""The WSGI application that production servers load."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

application = get_wsgi_application()  # which makes the apps ready

from audience.beacons import BeaconsFirst  # noqa: E402

application = BeaconsFirst(application)
