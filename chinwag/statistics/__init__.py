"""Figures by day, counted from what was said, behind the commits."""
