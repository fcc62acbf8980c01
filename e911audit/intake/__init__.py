"""Tables of text to inventory records: which profile reads a sheet, what each cell means, what is kept and what not."""
