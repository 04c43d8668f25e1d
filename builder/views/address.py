"""Where a participants' page stands: its full address for paper and walls, and the way to it from the staff site."""

from __future__ import annotations

from urllib.parse import urlsplit

from builder.model.library import Library
from builder.views.page import file_href


def page_address(library: Library, path: str) -> str:
    """The full address of a participants' page."""
    return f"{library.program.meta.address.rstrip('/')}/{path}"


def short(address: str) -> str:
    return address.removeprefix("https://").removeprefix("http://")


def participants_link(library: Library, page: str, target: str) -> str:
    """From a page of the staff site to a page of the participants': beside it, or at its own address where program.yml says that the two stand apart."""
    meta = library.program.meta
    beside = not meta.staff_address or _folder(meta.staff_address) == _folder(meta.address)
    file = "/".join(filter(None, ("participants", target, "index.html")))
    return file_href(f"staff/{page}", file) if beside else f"{page_address(library, target).rstrip('/')}/"


def site_address(library: Library, site: str) -> str:
    """Where a site stands, as program.yml says it; empty where it does not."""
    meta = library.program.meta
    return (meta.address if site == "participants" else meta.staff_address) or ""


def staff_address(library: Library) -> str:
    """Where the staff site stands: as program.yml says, or beside the participants' site, as `groupwork build` lays them; empty when neither tells."""
    meta = library.program.meta
    parent, _, last = meta.address.rstrip("/").rpartition("/")
    return meta.staff_address or (f"{parent}/staff" if last == "participants" else "")


def home_on_host(library: Library, site: str = "") -> str:
    """The folder in which a site stands on its host, such as `/program/staff/`; without a site, that of both."""
    address = library.program.meta.address.rstrip("/")
    if site != "participants":
        address = staff_address(library) if site else address.removesuffix("participants") if address.endswith("/participants") else ""
    return f"{urlsplit(address).path.rstrip('/')}/"


def _folder(address: str) -> str:
    return address.rstrip("/").rpartition("/")[0]
