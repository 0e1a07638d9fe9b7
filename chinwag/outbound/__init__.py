"""Calls that leave this server: nothing else opens a socket to the outside."""
