"""Telegram on one's own machine: a local Bot API over HTTP and one web page, no token needed."""

from simulator.simulator import Simulator

__all__ = ["Simulator"]
