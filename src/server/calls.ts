import type { CallToolResult } from '@modelcontextprotocol/server';
import type { Catalog } from '../catalog/index.ts';
import { UserError } from '../model/index.ts';
import type { Answer, Tool } from '../tools/tool.ts';

/** Told of every failure that is our own fault; the client only learns that there was one. */
export type ReportBug = (error: unknown, where: string) => void;

/** A call that is answered at once. */
export function callTool(tool: Tool, catalog: Catalog, args: unknown, report: ReportBug): CallToolResult {
  try {
    return answered(tool.call(catalog, args));
  } catch (error) {
    return refused(error, tool.name, report);
  }
}

/** The members of a call's result as JSON text, as `callTool` has them. */
export function printCall(
  tool: Tool,
  catalog: Catalog,
  args: unknown,
  report: ReportBug,
): { readonly members: string; readonly isError: boolean } {
  try {
    const { markdown, json } = tool.call(catalog, args);
    const members = `"content":[{"type":"text","text":${JSON.stringify(markdown)}}],"structuredContent":${json}`;
    return { members, isError: false };
  } catch (error) {
    return { members: JSON.stringify(refused(error, tool.name, report)).slice(1, -1), isError: true };
  }
}

export const answered = ({ structured, markdown }: Answer): CallToolResult => ({
  content: [{ type: 'text', text: markdown }],
  structuredContent: { ...structured },
});

/** Faults of the caller are results that a model can read and mend; only bugs are hidden. */
export function refused(error: unknown, where: string, report: ReportBug): CallToolResult {
  if (error instanceof UserError) return failed(sentence(error));
  report(error, where);
  return failed('This is a fault of the server, not of your request; its log has the details. [INTERNAL]');
}

const failed = (text: string): CallToolResult => ({ content: [{ type: 'text', text }], isError: true });

/** A fault of the caller as one sentence, with its code. */
export const sentence = ({ message, next, code }: UserError): string => `${message} ${next} [${code}]`;
