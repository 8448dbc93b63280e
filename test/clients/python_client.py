"""Drives an MCP server with the official Python client and prints, as JSON, what it got.

    python python_client.py URL TOOL ARGUMENTS_AS_JSON
"""

import asyncio
import json
import sys

from mcp import Client


async def main(url, tool, arguments):
    async with Client(url) as client:
        listed = await client.list_tools()
        result = await client.call_tool(tool, arguments)
        answer = {
            "protocol": client.protocol_version,
            "tools": sorted(entry.name for entry in listed.tools),
            "isError": bool(result.is_error),
            "structured": result.structured_content,
            "text": "".join(part.text for part in result.content if part.type == "text"),
        }
    print(json.dumps(answer))


asyncio.run(main(sys.argv[1], sys.argv[2], json.loads(sys.argv[3])))
