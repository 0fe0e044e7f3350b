"""`python -m mentorkit` is the same as `mentorkit`."""

from mentorkit.cli import main

if __name__ == "__main__":
    main()
