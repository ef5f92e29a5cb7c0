"""`make quality`: what checkers say of the readers' pages, in every language."""
