"""All sources, found by their folders, and the question which of them a page belongs to."""

import importlib
import pkgutil

import pipelines.sources
from pipelines.sources.document import Document
from pipelines.sources.reading import Identity, Unreadable
from pipelines.sources.source import Source


def _find_sources() -> dict[str, Source]:
    folders = sorted(info.name for info in pkgutil.iter_modules(pipelines.sources.__path__) if info.ispkg)
    modules = [importlib.import_module(f"{pipelines.sources.__name__}.{name}") for name in folders]
    return {source.name: source for module in modules for source in module.SOURCES}


SOURCES = _find_sources()


def identify(body: bytes, url: str | None) -> Identity | None:
    """The live blog a page belongs to, by what the page says, else by its address; None where no source knows it."""
    document = Document(body, url)
    for source in SOURCES.values():
        try:
            identity = source.identify(document)
        except Unreadable:
            identity = source.identify(Document(b"", url))
        if identity:
            return identity
    return None
