import rules

from roles import leads, works_here

rules.add_perm("authors", works_here)
rules.add_perm("authors.view_author", works_here)
rules.add_perm("authors.add_author", leads)
# Translators change the texts of their languages; the admin holds the rest back.
rules.add_perm("authors.change_author", works_here)
rules.add_perm("authors.write_facts", leads)
rules.add_perm("authors.delete_author", leads)
