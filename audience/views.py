from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from audience import beacons


@csrf_exempt
def count(request):
    """A beacon, of whomever: reads the session of who brings one, for staff are no readers."""

    def is_staff():
        return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_staff

    return HttpResponse(
        status=beacons.answer(request.META, request.read, is_staff=is_staff),
        headers=beacons.HEADERS,
    )
