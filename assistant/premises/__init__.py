"""What a question takes for granted, held against what the documents say, slot by slot."""
