"""How fast stretches are found. Timings never fail a test.

Run: python -m tests.bench.search [rounds]
"""

from __future__ import annotations

import sys

from handouts.clinician.search import catalog_index, search
from handouts.load.catalog import all_stretches
from tests.bench.speed import interleaved, process, report

ASKED = "tight hamsting lying down with a strap"


def read_and_search() -> object:
    """Do all that `handouts list WORDS` does once Python runs: read the catalog, note its words, search."""
    stretches = all_stretches(None)
    catalog = catalog_index(stretches)
    return search(catalog, ASKED, catalog.ids)


def main() -> None:
    """Print both tables."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    stretches = all_stretches(None)
    catalog = catalog_index(stretches)
    within = {
        "search": lambda: search(catalog, ASKED, catalog.ids),
        "note the words of the catalog": lambda: catalog_index(stretches),
        "read the catalog": lambda: all_stretches(None),
        "all of it (goal: under 150 ms)": read_and_search,
    }
    report("in a running process", interleaved(within, rounds), "search")
    cold = {
        "python -c pass": process("-c", "pass"),
        "handouts list": process("-m", "handouts", "list"),
        "handouts list back of thigh": process("-m", "handouts", "list", "back", "of", "thigh"),
    }
    report("a whole process", interleaved(cold, rounds), "python -c pass")


if __name__ == "__main__":
    main()
