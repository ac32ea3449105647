"""dbt on `work.duckdb`: building the models, and describing them."""

from pipelines.transform.build import NodeResult, build, macros, run_dbt, version

__all__ = ["NodeResult", "build", "macros", "run_dbt", "version"]
