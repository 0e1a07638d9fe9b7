"""Search: what was said, in what the searcher may see."""
