"""From pages and files to a published site: render, theme, search, assemble, verify, publish, report."""
