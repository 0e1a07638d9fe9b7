"""The links that were shared in a chat."""
