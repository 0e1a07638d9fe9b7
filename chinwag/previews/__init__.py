"""What is behind the links in messages: fetched after the message, beside the requests, guarded."""
