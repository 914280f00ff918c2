"""Suppliers' people: claims, the domains that prove them, and what a supplier says of itself."""
