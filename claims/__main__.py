"""`python -m claims` is the command `claims`."""

from claims.cli import main

if __name__ == "__main__":  # a process that this one starts imports it, too
    main()
