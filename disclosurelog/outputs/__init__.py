"""From the catalogue to what is to be written: pages, exports, the search's files. No disk, no HTML frames."""
