"""Who sees how stories are read: whoever works here, as with the stories themselves."""

import rules

from roles import works_here

rules.add_perm("audience.view_readership", works_here)
