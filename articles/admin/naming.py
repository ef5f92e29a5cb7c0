"""Authors and topics that are made where they are needed: on the page of an article."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import languages
from articles.chosen import may_add
from articles.models import Topic
from authors.models import Author
from languages.columns import column
from languages.forms import language_attributes
from languages.slugs import slugify

MODELS = {"author": Author, "topic": Topic}
TAKEN = {
    "author": gettext_lazy(
        "Another author has the address “%(slug)s”. Choose that one from the list, or add this one"
        " among the authors, with an address of its own."
    ),
    "topic": gettext_lazy(
        "Another topic has the address “%(slug)s”. Choose that one from the list, or add this one"
        " among the topics, with an address of its own."
    ),
}


def add_named(request, kind, admin_site):
    """Answers with the new one as the finder tells of it, or says why there is none."""
    if kind not in MODELS or request.method != "POST":
        raise Http404
    language = request.POST.get("language")
    if language not in languages.codes() or not may_add(request.user, MODELS[kind], language):
        raise PermissionDenied
    name = " ".join(request.POST.get("name", "").split())
    try:
        made = _make(kind, name, language)
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=400)
    admin_site.get_model_admin(MODELS[kind]).log_addition(request, made, [{"added": {}}])
    result = {"kind": kind, "id": made.pk, "text": name, **language_attributes(language)}
    return JsonResponse({"result": result}, status=201)


def _make(kind, name, language):
    model, slug = MODELS[kind], slugify(name)
    if not slug:
        raise ValidationError(_("A name needs a letter."))
    slug_column = "slug" if kind == "author" else column("slug", language)
    taken = ValidationError(TAKEN[kind] % {"slug": slug})
    if model.objects.filter(**{slug_column: slug}).exists():
        raise taken
    made = model(**{column("name", language): name, slug_column: slug})
    made.full_clean()
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:  # somebody else was quicker
        raise taken from None
    return made
