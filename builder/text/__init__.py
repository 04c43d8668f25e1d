"""The authors' Markdown: one parser, one neutral tree, and the parts of a guide.

Every writer (web page, print, Word, EPUB) walks this tree, so that a construct one of them does not know is an error and never lost text.
"""
