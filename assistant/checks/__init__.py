"""The checks of a claim against its clause; `assistant.verify` is their way in."""
