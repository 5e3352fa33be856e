"""Step 1: YAML files into a Library, the clinic's own folder laid over the built-in one."""
