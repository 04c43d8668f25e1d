"""A program of one's own, begun: what is asked, what is written, and how it lands in a folder."""
