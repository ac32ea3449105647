"""Write the sample live blogs' pages, one file a capture, from the wordings in the TOML files beside."""

import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import desk_page
import dw_page

HERE = Path(__file__).parent
OUTLETS = {"live": dw_page, "desk": desk_page}


def build(folder: Path = HERE) -> Iterator[Path]:
    """Write every capture of every blog below `pages`, the late ones below `late`; equal input gives equal bytes."""
    blogs = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(HERE.glob("*.toml"))}
    for name, blog in blogs.items():
        take_over_posts(blog, blogs)
        for capture in blog["captures"]:
            yield write(folder / ("late" if capture.get("is_late") else "pages") / name, name, blog, capture)


def take_over_posts(blog: dict[str, Any], blogs: dict[str, dict[str, Any]]) -> None:
    """Fill in the posts that moved here from another blog."""
    for name, post in blog["posts"].items():
        if "from" in post:
            blog["posts"][name] = blogs[f"live-{post['from']}"]["posts"][name]


def write(folder: Path, name: str, blog: dict[str, Any], capture: dict[str, Any]) -> Path:
    """Write one capture's page, and beside it when and where it was seen."""
    folder.mkdir(parents=True, exist_ok=True)
    outlet = OUTLETS[name.partition("-")[0]]
    moment = capture["observed_at"].replace(":", "").replace("-", "")
    path = folder / f"{name}.{moment}.html"
    path.write_text(outlet.page(blog, capture), "utf-8")
    url = outlet.address(blog) + (f"?page={capture['page']}" if "page" in capture else "")
    sidecar = {"observed_at": capture["observed_at"], "url": url}
    path.with_name(path.name + ".json").write_text(json.dumps(sidecar) + "\n", "utf-8")
    return path


if __name__ == "__main__":
    for page_path in build(*map(Path, sys.argv[1:2])):
        print(page_path.relative_to(page_path.parents[2]))
