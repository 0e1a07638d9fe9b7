"""Chinwag: a self-hosted team chat that speaks the HipChat REST API v2."""

__version__ = "0.1.0"
