"""The models of vendor reviews."""
