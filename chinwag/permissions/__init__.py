"""Who may do what in a group, as its admins decided: asked by the services of every door."""
