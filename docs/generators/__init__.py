"""One module for each reference page: ``pages()`` yields path and Markdown text, both taken from the code alone."""
