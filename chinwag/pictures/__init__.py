"""Photos of people, avatars of rooms and groups, and the pictures of custom emoticons."""
