import rules

from accounts.roles import is_chief_editor


@rules.predicate
def is_not_above(user, account):
    """A chief editor keeps accounts, but never those that may do more than a chief editor."""
    return account is None or not account.is_superuser


for action in ("view", "add", "change"):
    rules.add_perm(f"accounts.{action}_user", is_chief_editor & is_not_above)
rules.add_perm("accounts", is_chief_editor)
