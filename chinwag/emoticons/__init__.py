"""Emoticons: the standard ones that come with the program, and those of a group."""
