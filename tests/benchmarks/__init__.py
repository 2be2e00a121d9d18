"""The benchmarks run, and their promises hold in short."""
