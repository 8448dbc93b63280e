import type { CallToolResult, ServerContext } from '@modelcontextprotocol/server';
import type { Catalog } from '../catalog/index.ts';
import { UserError } from '../model/index.ts';
import type { Progress, Steps, Tool } from '../tools/tool.ts';
import { answered, callTool, type ReportBug, refused } from './calls.ts';

/** How long work may hold the process before others are let in, in milliseconds. */
const SLICE = 20;

/** How long it may take in all, in milliseconds. */
const MOST_TIME = 60_000;

type Request = Pick<ServerContext['mcpReq'], 'signal' | 'notify' | '_meta'>;

/**
 * A call of a tool: at once, or in steps where it may take long. Between two slices other requests are served, the
 * caller hears of progress if it asked to, and a call that was cancelled, or whose caller has gone, ends.
 */
export function runTool(
  tool: Tool,
  catalog: Catalog,
  args: unknown,
  report: ReportBug,
  request: Request,
): CallToolResult | Promise<CallToolResult> {
  const { begin } = tool;
  if (begin === undefined) return callTool(tool, catalog, args, report);
  return inSlices(() => begin(catalog, args), request).then(answered, (error) => {
    if (request.signal.aborted) throw error;
    return refused(error, tool.name, report);
  });
}

async function inSlices<Result>(begin: () => Steps<Result>, request: Request): Promise<Result> {
  const steps = begin();
  const start = performance.now();
  let since = start;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - since < SLICE) continue;
    await tell(request, step.value);
    await new Promise((resolve) => setTimeout(resolve));
    request.signal.throwIfAborted();
    since = performance.now();
    if (since - start > MOST_TIME) throw tookTooLong(step.value);
  }
}

async function tell({ _meta, notify }: Request, { done, total }: Progress): Promise<void> {
  const progressToken = _meta?.progressToken;
  if (progressToken === undefined) return;
  await notify({ method: 'notifications/progress', params: { progressToken, progress: done, total } });
}

const tookTooLong = ({ done, total }: Progress): UserError =>
  new UserError({
    code: 'TOOK_TOO_LONG',
    message: `After ${MOST_TIME / 1000} s only ${done} of ${total} were done.`,
    next: 'Ask for fewer at a time.',
  });
