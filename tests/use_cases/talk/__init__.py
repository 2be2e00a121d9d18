"""Tests of the talk between the two."""
