"""Who is who among suppliers: names, identifiers, products."""
