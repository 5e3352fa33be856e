"""Many handouts at once: from routines, folders or rosters, to single files and to one print file."""
