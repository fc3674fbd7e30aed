"""Takes the README's picture of the sample event in a browser: `python tests/write_picture.py [FILE]`."""

import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from outputs import ROOT, make_demo
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(ROOT / "tests" / "web"))
from served import served

PICTURE = ROOT / "data" / "kazakhstan-2022" / "page.png"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATH = "/events/kazakhstan-2022"


def main(file: Path) -> None:
    """Serve the sample event and take the picture."""
    apart = ["--no-sandbox"] if os.geteuid() == 0 else []
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    with TemporaryDirectory() as folder:
        make_demo(Path(folder))
        with served(Path(folder) / "claims-demo" / "claims.db") as address, sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=program, args=apart)
            page = browser.new_page(viewport={"width": 1120, "height": 844}, color_scheme="light")
            page.goto(address + PATH)
            page.screenshot(path=file)
            browser.close()
    print(f"{file}: {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE)
