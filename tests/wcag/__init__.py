"""What WCAG 2.2 AA asks of our pages, as far as it can be read without a browser: of their HTML, their style sheets and their colours."""
