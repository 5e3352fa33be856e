"""This machine: files written whole, printers, the desktop, folders that are watched."""
