"""What a question says: documents, places, years, the words of the documents for its own, what is asked of a unit, who is in need."""
