"""The program for people without Python starts here."""

from multiprocessing import freeze_support

from handouts.cli import main

if __name__ == "__main__":
    freeze_support()  # a process of a batch starts here as well, and is led to its work
    main()
