"""Words for people: code and facts to a sentence, in Chinese and English."""
