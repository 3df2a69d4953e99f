"""Jejaring: the networks a village lives in, and the cooperation that grows from them."""
