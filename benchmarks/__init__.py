"""What docs/benchmarks.md publishes: each figure is one command."""
