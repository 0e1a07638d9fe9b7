"""Chinwag: a self-hosted team chat whose integration interface is the HipChat REST API v2."""

__version__ = "0.1.0"
