"""The peer: the site with its settings and middleware, and a plain Django view that counts."""
