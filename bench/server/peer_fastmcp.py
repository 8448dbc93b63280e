"""fastmcp as its documentation has it, stateless."""

import json
import os
from pathlib import Path

from fastmcp import FastMCP

TEXT = json.loads(Path(os.environ["BENCH_ANSWER"]).read_text(encoding="utf-8"))["content"][0]["text"]

server = FastMCP("bench")


@server.tool
def get_filtered_parameters(decisions: dict, limit: int = 0) -> str:
    """The parameters that matter."""
    return TEXT


if __name__ == "__main__":
    server.run(
        transport="http",
        host="127.0.0.1",
        port=int(os.environ["BENCH_PORT"]),
        path="/mcp",
        stateless_http=True,
        log_level="warning",
        show_banner=False,
    )
