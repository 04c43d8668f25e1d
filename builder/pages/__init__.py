"""Views to docs trees: plain Markdown pages, a plain mkdocs.yml, assets. Templates lay out; they do not compute."""
