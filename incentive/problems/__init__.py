"""Problems: what is wrong, where, and how to mend it, as plain values that travel beside the data.

A `Problem` is a code of the catalogue, the cells it is about and the words to put in. The catalogue holds, for each
code, its severity and the two sentences (what is wrong, how to mend it). Nothing here reads a file or decides to stop.
"""

from incentive.problems.catalogue import CATALOGUE, Entry, Severity
from incentive.problems.problem import Place, Problem, sort_key, suppress
from incentive.problems.repeated import gathered

__all__ = ["CATALOGUE", "Entry", "Place", "Problem", "Severity", "gathered", "sort_key", "suppress"]
