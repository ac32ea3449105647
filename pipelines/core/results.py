"""What a check found, in the shape that every room reports and a release's manifest keeps."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class CheckResult(BaseModel):
    """One check: where it looked, whether its promise holds, and what was found; `fail` stops a release."""

    model_config = ConfigDict(frozen=True)

    name: str
    layer: str
    status: Literal["pass", "warn", "fail"]
    detail: str = ""
