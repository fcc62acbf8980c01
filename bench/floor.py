"""The least that any reader must do: inflate every XML part of a workbook and parse it, keeping nothing.

python bench/floor.py IN.xlsx
"""

import sys
import zipfile
from xml.parsers import expat


def main(source: str) -> None:
    with zipfile.ZipFile(source) as book:
        for name in book.namelist():
            with book.open(name) as part:
                expat.ParserCreate().ParseFile(part)


if __name__ == "__main__":
    main(sys.argv[1])
