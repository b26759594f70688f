"""Web pages and the HTTP API over the same Assistant.ask as the command line."""

import os

# Gradio reads this when it is imported; otherwise its pages call home.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
