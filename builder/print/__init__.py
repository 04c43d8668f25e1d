"""What people hold: handouts, books, packets, Word and EPUB files, all from the neutral tree, each a pure function from inputs to bytes.

`products.py` names all that is printed; `build.py` makes it for a build, `orders.py` for `groupwork print`. `sheet.py` sets one handout,
`word.py` with `word_file.py`, `word_blocks.py` and `word_tables.py` writes Word files,
`workbook.py`, `manual.py`, `syllabus.py` and `packets.py` set books; `typesetter.py` is the one place that calls Typst, `forms.py` and
`invariants.py` the ones that open a finished PDF.
"""
