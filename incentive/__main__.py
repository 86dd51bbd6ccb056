"""Lets ``python -m incentive`` do what the command ``incentive`` does; nothing else lives here."""

from incentive.cli import main

if __name__ == "__main__":
    main(prog_name="incentive")
