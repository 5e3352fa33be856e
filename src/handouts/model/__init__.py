"""The nouns: what the files say, as frozen values. Field names are those of the YAML."""
