"""`pack.py FOLDER`: the programs of the stand-in, each one file that Python runs, and the extension as a layer's zip."""
import sys
import zipfile
from io import BytesIO
from pathlib import Path

HERE = Path(__file__).parent
THEN = (2000, 1, 1, 0, 0, 0)
EXTENSION = "extensions/AWSAppConfigLambdaExtension"


def program(name):
    """Same sources, same bytes."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for source in sorted(HERE.glob("*.py")):
            if source.name != "pack.py":
                archive.writestr(zipfile.ZipInfo(source.name, THEN), source.read_bytes(), zipfile.ZIP_DEFLATED)
        archive.writestr(zipfile.ZipInfo("__main__.py", THEN), f"import {name}\n\n{name}.main()\n")
    return b"#!/usr/bin/python3 -u\n" + content.getvalue()


def layer():
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo(EXTENSION, THEN)
        entry.external_attr = 0o100755 << 16
        archive.writestr(entry, program("extension"), zipfile.ZIP_DEFLATED)
    return content.getvalue()


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for name in ("substation", "autoscaling"):
        (folder / name).write_bytes(program(name))
        (folder / name).chmod(0o755)
    (folder / "extension.zip").write_bytes(layer())
