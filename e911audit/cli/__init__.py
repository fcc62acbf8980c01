"""The command line: one file for each verb, thin; heavy imports wait until a command runs."""
