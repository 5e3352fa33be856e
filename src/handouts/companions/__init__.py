"""The same handout for a screen: plain text, and a page for a browser. All words as on paper, in the same order."""
