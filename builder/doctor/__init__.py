"""`groupwork doctor`: what is wrong with a place where a site stands, as whoever comes there sees it, and with a folder before it is published."""
