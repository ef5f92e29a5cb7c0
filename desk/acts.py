"""What people can do from anywhere at the desk, each where they may: for the palette."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Act:
    name: str
    icon: str
    label: str
    url: str


def everywhere(user):
    """The acts that are open to the person on every page, what makes something first. No query
    but for the person's roles."""
    makes = [
        ("articles.article", _("New article")),
        ("articles.alert", _("New alert")),
        ("images.image", _("Upload images")),
        ("articles.topic", _("New topic")),
        ("authors.author", _("New author")),
        ("articles.section", _("New section")),
    ]
    goes = [
        ("articles.article", _("Articles")),
        ("images.image", _("Images")),
        ("articles.alert", _("Alerts")),
        ("articles.topic", _("Topics")),
        ("authors.author", _("Authors")),
        ("articles.section", _("Sections")),
        ("articles.correction", _("Corrections")),
        ("accounts.user", _("Accounts")),
    ]
    return [
        *(_act(user, "add", model, label) for model, label in makes if _may(user, "add", model)),
        Act("home", "home", _("Home"), reverse("admin:index")),
        *(_act(user, "view", model, label) for model, label in goes if _may(user, "view", model)),
        *_readership(user),
        Act("account", "author", _("Your account"), reverse("account")),
        Act("roles", "user", _("Who may do what"), reverse("roles")),
        Act("site", "site", _("The site as readers see it"), "/"),
        Act("logout", "logout", _("Log out…"), reverse("account_logout")),
    ]


def _readership(user):
    if not user.has_perm("audience.view_readership"):
        return []
    return [
        Act("readership", "readership", _("Readership now"), reverse("admin:readership")),
        Act(
            "readership-periods",
            "readership",
            _("Readership over time"),
            reverse("admin:readership_periods"),
        ),
    ]


def _may(user, action, model):
    app, name = model.split(".")
    return user.has_perm(f"{app}.{action}_{name}")


def _act(user, action, model, label):
    app, name = model.split(".")
    page, icon = ("add", "add") if action == "add" else ("changelist", name)
    return Act(f"{action}-{name}", icon, label, reverse(f"admin:{app}_{name}_{page}"))
