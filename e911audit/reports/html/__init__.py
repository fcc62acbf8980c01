"""The report as one page of HTML that needs no network: read in a browser, on a phone or in print."""
