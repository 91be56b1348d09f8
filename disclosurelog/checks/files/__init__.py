"""What a released file must not carry: ``FILE_CHECKS`` is read from top to bottom; each check is one function."""
