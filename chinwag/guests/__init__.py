"""People without an account, who come into one room by its link."""
