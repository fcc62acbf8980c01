"""Whether a carrier will take an order as it is: the record (CSR) beside the letter (LOA), and why orders come back."""
