"""Pure Arabic text: folding, words and their clitics, phrases, sentences, quotations, page furniture."""
