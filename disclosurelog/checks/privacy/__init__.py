"""Signs of personal data in text: ``SIGNS`` is read from top to bottom; each sign is one function."""
