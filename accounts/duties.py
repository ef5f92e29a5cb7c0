"""Who may do what, in plain words: what the page of the roles says.

The rules of the apps decide (``rules.py``); this repeats them for people. A test asks the rules
about every cell and every permission, so neither changes without the other.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import CHIEF_EDITOR, EDITOR, LABELS, REPORTER, TRANSLATOR

ALL = "all"
LANGUAGES = "languages"
SECTIONS = "sections"
BOTH = "both"
UNRELEASED = "unreleased"
NONE = "none"

SCOPES = {
    ALL: pgettext_lazy("may do this", "Yes"),
    LANGUAGES: pgettext_lazy("may do this", "In own languages"),
    SECTIONS: pgettext_lazy("may do this", "In own sections"),
    BOTH: pgettext_lazy("may do this", "In own languages and sections"),
    UNRELEASED: pgettext_lazy("may do this", "Until an editor releases it"),
    NONE: pgettext_lazy("may do this", "No"),
}

PURPOSES = {
    REPORTER: _("Starts stories and writes them, and hands them in for review."),
    TRANSLATOR: _("Puts stories, and whatever stands around them, into another language."),
    EDITOR: _("Reviews stories, publishes them and takes them down, and releases alerts."),
    CHIEF_EDITOR: _("Answers for the newsroom: every language, every section, the site, accounts."),
}


@dataclass(frozen=True)
class Role:
    name: str
    label: Promise
    purpose: Promise


@dataclass(frozen=True)
class Act:
    """What one may do, by which permissions, and how far each role may."""

    label: Promise
    permissions: tuple
    reporter: str = NONE
    translator: str = NONE
    editor: str = NONE
    chief_editor: str = ALL

    @property
    def scopes(self):
        """By role, in the order of the page."""
        return {
            REPORTER: self.reporter,
            TRANSLATOR: self.translator,
            EDITOR: self.editor,
            CHIEF_EDITOR: self.chief_editor,
        }

    @property
    def cells(self):
        return [(LABELS[role], scope, SCOPES[scope]) for role, scope in self.scopes.items()]


@dataclass(frozen=True)
class Group:
    label: Promise
    acts: tuple


def of(model, *actions):
    app, _dot, name = model.partition(".")
    return tuple(f"{app}.{action}_{name}" for action in actions)


EVERYBODY = {"reporter": ALL, "translator": ALL, "editor": ALL}
GROUPS = [
    Group(
        _("Stories"),
        (
            Act(
                _("Read every story, finished or not, and find it"),
                ("articles", *of("articles.article", "view", "change")),
                **EVERYBODY,
            ),
            Act(
                _("See how stories are read"),
                ("audience.view_readership",),
                **EVERYBODY,
            ),
            Act(_("Start a story"), of("articles.article", "add"), reporter=ALL, editor=ALL),
            Act(
                _("Set its section, bylines, topics and lead image"),
                ("articles.write_facts",),
                reporter=SECTIONS,
                editor=SECTIONS,
            ),
            Act(
                _("Write and translate its texts, and hand them in for review"),
                ("articles.write_edition",),
                reporter=BOTH,
                translator=BOTH,
                editor=BOTH,
            ),
            Act(
                _("Approve, send back, publish and take down"),
                ("articles.publish_edition",),
                editor=BOTH,
            ),
        ),
    ),
    Group(
        _("Alerts and corrections"),
        (
            Act(
                _("See them all"),
                (*of("articles.alert", "view"), *of("articles.correction", "view")),
                **EVERYBODY,
            ),
            Act(_("Draft an alert"), of("articles.alert", "add"), reporter=ALL, editor=ALL),
            Act(
                _("Change an alert"),
                of("articles.alert", "change"),
                reporter=UNRELEASED,
                translator=UNRELEASED,
                editor=ALL,
            ),
            Act(
                _("Release and delete alerts"),
                ("articles.release_alert", *of("articles.alert", "delete")),
                editor=ALL,
            ),
            Act(
                _("Write, change and delete corrections"),
                of("articles.correction", "add", "change", "delete"),
                editor=ALL,
            ),
        ),
    ),
    Group(
        _("Pictures"),
        (
            Act(
                _("See the library"),
                ("images", *of("images.image", "view", "change")),
                **EVERYBODY,
            ),
            Act(
                _("Upload pictures, and set credit, rights and focal point"),
                (*of("images.image", "add"), "images.write_facts"),
                reporter=ALL,
                editor=ALL,
            ),
            Act(_("Delete pictures"), of("images.image", "delete"), editor=ALL),
        ),
    ),
    Group(
        _("Sections, topics and authors"),
        (
            Act(
                _("See them all"),
                (
                    *of("articles.section", "view", "change"),
                    *of("articles.topic", "view", "change"),
                    "authors",
                    *of("authors.author", "view", "change"),
                ),
                **EVERYBODY,
            ),
            Act(
                _("Write their names and descriptions, and the texts of pictures and alerts"),
                ("accounts.write_language",),
                reporter=LANGUAGES,
                translator=LANGUAGES,
                editor=LANGUAGES,
            ),
            Act(_("Add topics"), of("articles.topic", "add"), reporter=ALL, editor=ALL),
            Act(
                _("Delete topics; add, change and delete authors"),
                (
                    *of("articles.topic", "delete"),
                    *of("authors.author", "add", "delete"),
                    "authors.write_facts",
                ),
                editor=ALL,
            ),
            Act(
                _("Add and delete sections; set their colour and order"),
                (*of("articles.section", "add", "delete"), "articles.write_section_facts"),
            ),
        ),
    ),
    Group(
        _("The site and the people"),
        (
            Act(
                _("Change the site’s name, its open languages and its static pages"),
                (
                    "website",
                    *of("website.sitesettings", "view", "add", "change"),
                    *of("website.staticpage", "view", "add", "change", "delete"),
                ),
            ),
            Act(
                _("Keep accounts: roles, languages, sections, passwords, second factors"),
                ("accounts", *of("accounts.user", "view", "add", "change")),
            ),
        ),
    ),
]


def roles():
    return [Role(name, LABELS[name], PURPOSES[name]) for name in PURPOSES]


def roles_of(user):
    """The names of the roles that an account has, as people read them. One query."""
    names = {group.name for group in user.groups.all()}
    return [label for name, label in LABELS.items() if name in names]
