"""Answers out of facts, by what they are about; `assistant.facts` asks them in turn."""
