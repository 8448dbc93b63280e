import type * as ast from '../python/ast.ts';
import { force } from './emit-item.ts';
import { fork } from './fork.ts';
import type { Exit, Frame } from './frame.ts';
import { giveUpStatement } from './give-up.ts';
import { behindLoop, runBody } from './loop.ts';
import type { Run } from './run.ts';

/** Rounds that are executed: as many as constants ask for, or while only the config can tell whether there is one more. */
const MAX_KNOWN = 1000;
const MAX_OPEN = 24;

/** `while`: one round inside the other, as the nested `if`s that it stands for. What is beyond the last cannot be told. */
export const runWhile = (run: Run, frame: Frame, node: ast.While): boolean => {
  const breaks: Exit[] = [];
  return behindLoop(run, frame, breaks, () => rounds(run, frame, node, breaks, { known: 0, open: 0 }));
};

const rounds = (
  run: Run,
  frame: Frame,
  node: ast.While,
  breaks: Exit[],
  done: { readonly known: number; readonly open: number },
): boolean => {
  if (done.known >= MAX_KNOWN || done.open >= MAX_OPEN) {
    giveUpStatement(run, frame, node, 'while loop of very many rounds');
    return true;
  }
  const test = run.condition(frame, node.test);
  force(run, frame, test, run.places.of(frame, node.test));
  const isKnown = run.table.valueOf(test) !== undefined;
  const next = { known: done.known + 1, open: done.open + (isKnown ? 0 : 1) };
  return fork(
    run,
    frame,
    test,
    () => runBody(run, frame, node, breaks) && rounds(run, frame, node, breaks, next),
    () => run.block(frame, node.orelse),
  );
};
