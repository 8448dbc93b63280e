"""Drives an MCP server with fastmcp's client and prints, as JSON, what it got.

    python python_fastmcp.py URL TOOL ARGUMENTS_AS_JSON
"""

import asyncio
import json
import sys

from fastmcp import Client


async def main(url, tool, arguments):
    async with Client(url) as client:
        listed = await client.list_tools()
        result = await client.call_tool(tool, arguments)
    print(json.dumps({"tools": sorted(entry.name for entry in listed), "structured": result.structured_content}))


asyncio.run(main(sys.argv[1], sys.argv[2], json.loads(sys.argv[3])))
