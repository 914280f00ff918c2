"""The board of opportunities: one list of published procurements and tender notices."""
