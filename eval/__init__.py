"""How good the assistant is: questions, measures, benchmarks. Imports assistant and index; only the command line imports it."""
