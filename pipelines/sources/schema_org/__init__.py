"""Publishers whose live blogs carry schema.org `LiveBlogPosting` JSON-LD: one parser, a few lines of data each."""

from pipelines.sources.schema_org.spec import SOURCES

__all__ = ["SOURCES"]
