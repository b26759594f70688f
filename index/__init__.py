"""What the documents say: from source text to cited clauses and an index to find them. Imports nothing of ours."""
