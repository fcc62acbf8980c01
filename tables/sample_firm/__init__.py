"""The maker of ``sample_data``: a fictitious firm, and beside it what an audit must find in it."""
