"""What calls a person's attention, and Web Push for those who are not there."""
