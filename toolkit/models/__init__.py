"""The models of toolkit pages, problem statements and clauses."""
