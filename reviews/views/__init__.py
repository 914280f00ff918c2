"""Pages of vendor reviews."""
