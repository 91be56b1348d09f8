"""What stands before the log: foreign sheets and letters, brought into a form for a person to read."""
