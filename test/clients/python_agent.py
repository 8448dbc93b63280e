"""The original's own kind of agent (pydantic-ai with an MCP toolset), a script in place of its model.

    python python_agent.py URL CALLS_AS_JSON

Makes the calls as the model would, and prints, as JSON, what the model was given for each.
"""

import asyncio
import json
import sys

from pydantic_ai import Agent
from pydantic_ai.mcp import MCPToolset
from pydantic_ai.messages import ModelResponse, TextPart, ToolCallPart, ToolReturnPart
from pydantic_ai.models.function import FunctionModel


async def main(url, calls):
    answers = []

    def model(messages, _info):
        given = [part for message in messages for part in message.parts if isinstance(part, ToolReturnPart)]
        if len(given) < len(calls):
            name, arguments = calls[len(given)]
            return ModelResponse(parts=[ToolCallPart(name, arguments)])
        answers.extend([part.tool_name, part.content] for part in given)
        return ModelResponse(parts=[TextPart("done")])

    agent = Agent(FunctionModel(model), toolsets=[MCPToolset(url)])
    async with agent:
        await agent.run("Get parameters for: method lora, quantization 4bit")
    print(json.dumps(answers))


asyncio.run(main(sys.argv[1], json.loads(sys.argv[2])))
