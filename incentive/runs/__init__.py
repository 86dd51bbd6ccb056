"""Runs: the use cases that wire the rooms together: check, run, explain, new.

In come paths and options, out go values that a command line or a page can show, and files. This is the only room that
decides to stop: `Stop` carries the problems and the exit code. No calculation and no layout of anything is here.
"""
