"""Imports point down only, and expressions name the language of a translated column."""

import ast
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from modeltranslation.translator import translator

from languages.columns import translated_fields

ROOT = Path(__file__).resolve().parent.parent
LAYERS = [
    {"languages", "roles"},
    {"accounts", "authors", "images"},
    {"articles"},
    {"audience", "search", "translation_desk", "wire"},
    {"desk", "website"},
    {"newsroom"},
]
LAYER = {name: level for level, names in enumerate(LAYERS) for name in names}
# They stand beside the site: it must run without them.
OUTSIDE = {"tests", "dev", "bench", "manage"}


@cache
def sources():
    """The code of each app by its path; without migrations, which repeat what models say."""
    found = {}
    for name in LAYER:
        paths = [ROOT / f"{name}.py", *(ROOT / name).rglob("*.py")]
        for path in paths:
            relative = path.relative_to(ROOT)
            if path.exists() and "migrations" not in relative.parts:
                found[str(relative)] = path.read_text()
    return found


# --- Imports -----------------------------------------------------------------------------


def imported_names(source):
    """The first word of every module that the source imports, wherever it does; line numbers."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.partition(".")[0], node.lineno
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0], node.lineno


def forbidden_imports(app, source):
    """Imports of an app that point up, aside or outside, as ``line: name``."""
    lower = {name for name, level in LAYER.items() if level < LAYER[app]}
    ours = {*LAYER, *OUTSIDE}
    return [
        f"{line}: {name}"
        for name, line in imported_names(source)
        if name in ours and name != app and name not in lower
    ]


@pytest.mark.parametrize("app", sorted(LAYER))
def test_imports_point_down_only(app):
    forbidden = [
        f"{path}:{found}"
        for path, source in sources().items()
        if path.partition("/")[0].removesuffix(".py") == app
        for found in forbidden_imports(app, source)
    ]

    assert forbidden == []


@pytest.mark.parametrize(
    ("app", "source"),
    [
        ("articles", "import website"),
        ("articles", "from website.models import StaticPage"),
        ("articles", "def publish():\n    from audience import counting"),
        ("authors", "from accounts.roles import leads"),
        ("images", "import authors.models as people"),
        ("languages", "from roles import writes"),
        ("website", "from newsroom import settings"),
        ("website", "if TYPE_CHECKING:\n    from tests import factories"),
    ],
)
def test_an_import_that_points_up_or_aside_is_found(app, source):
    assert len(forbidden_imports(app, source)) == 1


@pytest.mark.parametrize(
    ("app", "source"),
    [
        ("website", "from articles.models import Article"),
        ("articles", "from articles import editing"),
        ("articles", "from . import editing"),
        ("authors", "from roles import leads"),
        ("languages", "import regex"),
    ],
)
def test_an_import_that_points_down_is_allowed(app, source):
    assert forbidden_imports(app, source) == []


def test_every_app_of_the_project_has_a_layer():
    own = {config.module.__name__ for config in apps.get_app_configs() if is_ours(config)}

    assert own <= {*LAYER}
    assert own >= {"languages", "accounts", "authors", "images", "articles", "website"}


def is_ours(config):
    return Path(config.path).is_relative_to(ROOT) and "site-packages" not in config.path


# --- Translated fields in expressions ----------------------------------------------------

# In these, modeltranslation silently reads the base column, or orders by it.
METHODS = {"dates", "distinct", "in_bulk", "order_by", "values", "values_list"}
EXPRESSIONS = {
    "Avg", "Cast", "Coalesce", "Collate", "Concat", "Count", "F", "Greatest", "Least", "Left",
    "Length", "Lower", "Max", "Min", "OuterRef", "Replace", "StringAgg", "Substr", "Trim", "Upper",
}  # fmt: skip


@cache
def translated_names():
    models = translator.get_registered_models(abstract=False)
    return {name for model in models for name in translated_fields(model)}


@cache
def models_of_one_language(field):
    """The names of the models that have a field of this name, and not one per language."""
    return {
        model.__name__
        for model in apps.get_models()
        if field in {f.name for f in model._meta.concrete_fields} - {*translated_fields(model)}
    }


def slips(source):
    """Translated fields that are named without a language in expressions, as ``line: name``."""
    tree = ast.parse(source)
    for parent in ast.walk(tree):
        for child in ast.iter_child_nodes(parent):
            child.parent = parent
    found = []
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and called(call) in METHODS | EXPRESSIONS:
            for path in strings(call.args):
                if is_slip(path, call):
                    found.append(f"{call.lineno}: {path}")
    return found


def is_slip(path, call):
    *relations, field = path.lstrip("-").split("__")
    if field not in translated_names():
        return False
    if relations and (models := related_models(relations[-1])):
        return any(field in translated_fields(model) for model in models)
    return not of_one_language(call, field)


@cache
def related_models(relation):
    """The models to which relations of this name lead."""
    relations = (field for model in apps.get_models() for field in model._meta.get_fields())
    return {field.related_model for field in relations if field.name == relation} - {None}


def strings(nodes):
    return [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def called(call):
    return getattr(call.func, "attr", None) or getattr(call.func, "id", None)


def of_one_language(call, field):
    """Whether the statement speaks of publications, or of a model that has one such field only.

    Names of variables are followed to what they were assigned in the same function.
    """
    node = call
    while not isinstance(node, ast.stmt):
        node = node.parent
    scope = node
    while not isinstance(scope, (ast.FunctionDef, ast.ClassDef, ast.Module)):
        scope = scope.parent
    names, before = names_in(node), set()
    while names != before:
        before = set(names)
        for statement in ast.walk(scope):
            targets = getattr(statement, "targets", [getattr(statement, "target", None)])
            if isinstance(statement, (ast.Assign, ast.For)) and any(
                isinstance(target, ast.Name) and target.id in names for target in targets
            ):
                names |= names_in(getattr(statement, "value", None) or statement.iter)
    return bool(names & models_of_one_language(field)) or "publication" in " ".join(names).lower()


def names_in(node):
    """The identifiers and strings of a piece of code."""
    return {
        value
        for child in ast.walk(node)
        for name in ("id", "attr", "value")
        if isinstance(value := getattr(child, name, None), str)
    }


def test_expressions_name_the_language_of_a_translated_field():
    found = [f"{path}:{slip}" for path, source in sources().items() for slip in slips(source)]

    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "Section.objects.values_list('slug')",
        "Section.objects.order_by('position', '-name')",
        "Article.objects.annotate(first=Lower('headline'))",
        "def f(rows):\n    return rows.values('author__name')",
        "Publication.objects.values_list('section__slug')",
        "Author.objects.aggregate(longest=Max('biography'))",
        "Topic.objects.filter(description=F('name'))",
    ],
)
def test_a_slip_is_found(source):
    assert len(slips(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "Section.objects.values_list(column('slug', language))",
        "Section.objects.values_list('slug_fr')",
        "Publication.objects.values_list('slug', 'headline')",
        "def f():\n    live = Publication.objects.live('fr')\n    return live.values('slug')",
        "SlugHistory.objects.order_by('slug')",
        "Author.objects.order_by('slug')",
        "def f(rows):\n    return rows.values('author__slug')",
        "def f(at):\n    path = 'article__publications'\n"
        "    return Alert.objects.alias(story=FilteredRelation(path)).values('story__slug')",
        "texts.get('headline')",
    ],
)
def test_what_names_a_language_or_needs_none_is_no_slip(source):
    assert slips(source) == []


def test_models_are_not_ordered_by_a_translated_field():
    slips = {
        model.__name__: names
        for model in translator.get_registered_models(abstract=False)
        if (names := {name.lstrip("-") for name in model._meta.ordering} & translated_names())
        and names & {*translated_fields(model)}
    }

    assert slips == {}
