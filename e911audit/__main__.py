"""The program's entry: answers ``--version`` at once, hands everything else to the command line."""

import sys


def main() -> None:
    """Run e911audit with the arguments of the process."""
    if sys.argv[1:] == ["--version"]:
        from e911audit import __version__

        print(f"e911audit {__version__}")  # noqa: T201
        return
    import gc

    from e911audit.cli.app import run

    code = run()
    gc.freeze()  # what a large audit holds need not be searched for garbage on the way out
    sys.exit(code)


if __name__ == "__main__":
    main()
