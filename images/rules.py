import rules

from roles import leads, works_here, writes

rules.add_perm("images", works_here)
rules.add_perm("images.view_image", works_here)
rules.add_perm("images.add_image", writes)
# Translators change the texts of their languages; the admin holds the rest back.
rules.add_perm("images.change_image", works_here)
rules.add_perm("images.write_facts", writes)
rules.add_perm("images.delete_image", leads)
