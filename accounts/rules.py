import rules

from accounts.roles import is_chief_editor, works_here

keeps_accounts = rules.is_staff & is_chief_editor


@rules.predicate
def is_not_above(user, account):
    """A chief editor keeps accounts, but never those that may do more than a chief editor."""
    return account is None or not account.is_superuser


for action in ("view", "add", "change"):
    rules.add_perm(f"accounts.{action}_user", keeps_accounts & is_not_above)
rules.add_perm("accounts", keeps_accounts)


@rules.predicate
def writes_language(user, language):
    """The languages of the account; any language at all where none is meant."""
    return language is None or user.writes(language)


# The texts of one language in what is not an article: sections, pictures, alerts, …
rules.add_perm("accounts.write_language", is_chief_editor | (works_here & writes_language))
