"""The one style sheet and the one script that all pages share, joined from the files in `static`."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_FOLDER = files("sayso.web") / "static"
_SHARED = (files("sayso") / "render" / "base.css", files("sayso") / "analysis" / "charts.css")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages load: its address changes with its content, so that browsers may keep it for ever."""

    address: str
    media_type: str
    data: bytes
    packed: bytes


@cache
def assets() -> dict[str, Asset]:
    """By the name in the address: `site.css` and `site.js`."""
    return {"site.css": _joined("site.css", "text/css"), "site.js": _joined("site.js", "text/javascript")}


def _joined(name: str, media_type: str) -> Asset:
    """All files of a kind: htmx first, then what other pages have too, the site's own, then those of single pages."""
    end = name[name.index(".") :]
    names = sorted((f.name for f in _FOLDER.iterdir() if f.name.endswith(end)), key=lambda n: (n != name, n))
    names.sort(key=lambda n: not n.startswith("htmx"))
    texts = [(_FOLDER / n).read_text("utf8") for n in names]
    if name == "site.css":
        texts = [*(f.read_text("utf8") for f in _SHARED), *texts]
    data = "\n".join(texts).encode()
    digest = hashlib.sha256(data).hexdigest()[:12]
    return Asset(f"/static/{name}?v={digest}", f"{media_type}; charset=utf-8", data, gzip.compress(data, mtime=0))
