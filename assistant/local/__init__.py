"""A local open model: how it is loaded, asked, and held to the clauses; `assistant.model` is its way in."""
