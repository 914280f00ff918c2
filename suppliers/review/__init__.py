"""The review of suppliers by LOTI staff: pairs that may be one, and contradictions of numbers (R10)."""
