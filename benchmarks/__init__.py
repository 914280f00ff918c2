"""Benchmarks: speed against the targets of docs/architecture.md, as ratios measured in one run."""
