"""Payments: who is really paid, from the spend files that boroughs publish (R11)."""
