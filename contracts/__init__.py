"""The register: contracts, their dates, and where each value came from."""
