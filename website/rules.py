import rules

from accounts.roles import is_chief_editor

rules.add_perm("website", is_chief_editor)
for model in ("sitesettings", "staticpage"):
    for action in ("view", "add", "change"):
        rules.add_perm(f"website.{action}_{model}", is_chief_editor)
rules.add_perm("website.delete_staticpage", is_chief_editor)
