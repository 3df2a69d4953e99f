"""Jejaring: the networks a village lives in, and the cooperation that grows from them."""

__version__ = "0.1.0"
