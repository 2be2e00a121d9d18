"""The classifier of distress: whether training makes the shipped weights again, and what hearing costs."""

import subprocess
import sys
import tracemalloc
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from understanding import distress, train
from understanding.distress_classifier import weights

ROOT = Path(__file__).parents[1]
TIMES = 20
LOADING = """
import time
from understanding import distress
began = time.perf_counter()
distress.prepare()
print(time.perf_counter() - began)
"""
LENGTHS = ((1, 60), (61, 200), (201, 600))


def run() -> None:
    """Print both."""
    messages = train.read_messages()
    began = perf_counter()
    is_same = train.train(messages) == (train.ROOM / weights.PATH).read_text(encoding="utf-8")
    print(f"trained on {len(messages)} messages in {perf_counter() - began:.0f} s; the shipped weights: {is_same}")
    print(f"loaded in {_load_fresh() * 1000:.0f} ms, {_measure_memory() / 1e6:.1f} MB at rest")
    for shortest, longest in LENGTHS:
        texts = [one.text for one in messages if shortest <= len(one.text) <= longest][:500]
        seconds = sorted(min(_measure(text) for _ in range(TIMES)) for text in texts)
        median, slow = _format_quantile(seconds, 50), _format_quantile(seconds, 99)
        print(f"{shortest} to {longest} characters: median {median}, 99 of 100 under {slow}")


def _load_fresh() -> float:
    asked = [sys.executable, "-c", LOADING]
    return min(float(subprocess.run(asked, check=True, capture_output=True, cwd=ROOT).stdout) for _ in range(3))


def _measure_memory() -> int:
    shipped = (train.ROOM / weights.PATH).read_text(encoding="utf-8")
    tracemalloc.start()
    kept = weights.parse(shipped)
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept.rows
    return used


def _measure(text: str) -> float:
    began = perf_counter()
    distress.find_sign(text)
    return perf_counter() - began


def _format_quantile(seconds: list[float], percent: int) -> str:
    return f"{quantiles(seconds, n=100)[percent - 1] * 1000:.2f} ms"
