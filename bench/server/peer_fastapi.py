"""The original's way: FastAPI, JSON-RPC by hand, tools as a table of functions."""

import json
import os
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Request

RESULT = json.loads(Path(os.environ["BENCH_ANSWER"]).read_text(encoding="utf-8"))
TOOLS = {"get_filtered_parameters": lambda arguments: RESULT}

app = FastAPI()


@app.post("/mcp")
async def mcp(request: Request) -> dict:
    body = await request.json()
    if body["method"] == "tools/call":
        params = body["params"]
        result = TOOLS[params["name"]](params.get("arguments", {}))
        return {"jsonrpc": "2.0", "id": body["id"], "result": result}
    return {"jsonrpc": "2.0", "id": body["id"], "error": {"code": -32601, "message": "Method not found"}}


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["BENCH_PORT"]), log_level="warning")
