"""What all pages of readership share: who may see them, their tabs, and their tables as files."""

from functools import wraps

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from desk.readership import tables


def for_those_who_work_here(view):
    """Refuses everybody who may not see how stories are read."""

    @wraps(view)
    def asked(request, *args, **kwargs):
        if not request.user.has_perm("audience.view_readership"):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return asked


def answer(request, template, context, shown, name, in_force=None):
    """The page, or the file of one of the tables that it shows.

    ``in_force`` are parameters that were chosen for whoever did not ask for any: the addresses of
    files have them, since by the clock others may be chosen later.
    """
    file = tables.csv_asked_for(request, shown, name)
    if file is not None:
        return file
    parameters = request.GET.dict() | (in_force or {})
    places = [
        ("readership", _("Now")),
        ("readership_periods", _("Over time")),
    ]
    context = {
        **admin.site.each_context(request),
        "tables": {table.name: (table, table.url(parameters)) for table in shown},
        "tabs": [
            {
                "url": reverse(f"admin:{place}"),
                "name": label,
                "is_current": request.path == reverse(f"admin:{place}"),
            }
            for place, label in places
        ],
    } | context
    request.current_app = admin.site.name
    return TemplateResponse(request, template, context)
