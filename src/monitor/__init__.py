"""Escalation Monitor: watches escalation between Russia, Belarus and NATO's eastern flank."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("escalation-monitor")
except PackageNotFoundError:  # run from a source tree that was never installed
    __version__ = "0.0.0"
