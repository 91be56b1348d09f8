"""From folders on disk to disclosures: sources, rows, tables, records."""
