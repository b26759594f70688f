"""Web pages and the HTTP API over the same Assistant.ask as the command line."""
