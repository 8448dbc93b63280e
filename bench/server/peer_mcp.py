"""The official Python SDK, stateless; its server class was renamed in version 2."""

import json
import os
from pathlib import Path

import uvicorn

TEXT = json.loads(Path(os.environ["BENCH_ANSWER"]).read_text(encoding="utf-8"))["content"][0]["text"]

try:
    from mcp.server.mcpserver import MCPServer

    server = MCPServer("bench")
    make_app = lambda: server.streamable_http_app(stateless_http=True)  # noqa: E731
except ImportError:
    from mcp.server.fastmcp import FastMCP

    server = FastMCP("bench", stateless_http=True)
    make_app = server.streamable_http_app


@server.tool()
def get_filtered_parameters(decisions: dict, limit: int = 0) -> str:
    """The parameters that matter."""
    return TEXT


if __name__ == "__main__":
    uvicorn.run(make_app(), host="127.0.0.1", port=int(os.environ["BENCH_PORT"]), log_level="warning")
