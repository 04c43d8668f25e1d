"""What paper allows, as numbers: the characters of the printed font, the widths of words and columns. The check and the print shop both go by it."""
