"""What a group's admins see and decide: people, rooms, permissions, limits, integrations, the server's health."""
