"""The models of performance of contracts, data access of products."""
