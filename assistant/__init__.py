"""What we say back: from a question to an answer whose every statement cites the clause it stands on. Imports index and prompts."""
