"""What was done in a group, by whom, from where: written with the change, read by its admins."""
