"""Who may do what to stories: by role, by section, by language."""

import rules
from rules import predicate

from accounts.roles import (
    is_chief_editor,
    is_editor,
    is_reporter,
    leads,
    works_here,
    writes,
)


@predicate
def works_in_section(user, article):
    """Whoever has sections works in those alone; all others in every one."""
    if article is None:
        return True
    own = getattr(user, "_own_section_ids", None)
    if own is None:
        own = user._own_section_ids = set(user.sections.values_list("pk", flat=True))
    return not own or article.section_id in own


@predicate
def works_in_section_of(user, edition):
    return edition is None or works_in_section(user, edition.article)


@predicate
def writes_language_of(user, edition):
    """The languages of the account; any language at all where no edition is meant."""
    return edition is None or user.writes(edition.language)


@predicate
def is_not_released(user, alert):
    return alert is None or alert.released_at is None


rules.add_perm("articles", works_here)
rules.add_perm("articles.view_article", works_here)
rules.add_perm("articles.add_article", writes)
rules.add_perm("articles.change_article", works_here)

# The facts that all languages share.
rules.add_perm(
    "articles.write_facts", is_chief_editor | ((is_reporter | is_editor) & works_in_section)
)
# The texts of one edition. A translator writes only the languages of the account; so do all
# others but the chief editor.
rules.add_perm(
    "articles.write_edition",
    is_chief_editor | (works_here & writes_language_of & works_in_section_of),
)
rules.add_perm(
    "articles.publish_edition",
    is_chief_editor | (is_editor & writes_language_of & works_in_section_of),
)

for model in ("section", "topic"):
    rules.add_perm(f"articles.view_{model}", works_here)
    rules.add_perm(f"articles.change_{model}", works_here)
rules.add_perm("articles.add_section", is_chief_editor)
rules.add_perm("articles.delete_section", is_chief_editor)
rules.add_perm("articles.write_section_facts", is_chief_editor)
rules.add_perm("articles.add_topic", writes)
rules.add_perm("articles.delete_topic", leads)

# Whoever writes may draft an alert, and translators put the draft into their languages; what
# readers see, and when, is decided by those who lead.
rules.add_perm("articles.view_alert", works_here)
rules.add_perm("articles.add_alert", writes)
rules.add_perm("articles.change_alert", leads | (works_here & is_not_released))
rules.add_perm("articles.release_alert", leads)
rules.add_perm("articles.delete_alert", leads)

for action in ("view", "add", "change", "delete"):
    rules.add_perm(f"articles.{action}_correction", works_here if action == "view" else leads)
