"""Deutsche Welle: live blogs under `/live-<id>`, read from embedded state, API JSON, DOM or plain text."""

from pipelines.sources.dw.spec import SOURCE

SOURCES = (SOURCE,)
