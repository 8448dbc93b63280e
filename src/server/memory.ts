import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** How small the young generation is to become, in bytes. V8 begins with sixteen times as much. */
const YOUNG = 4 << 20;

/** How often it is looked at, in milliseconds. */
const LOOK = 200;

/**
 * What keeps a heap small, each with V8's own value. Growing slowly is most of it; less inlining takes half as much
 * memory in each of V8's compiler threads, which keep what they once had.
 */
const FLAGS = [
  { name: 'semi-space-growth-factor', small: 1, own: 2 },
  { name: 'heap-growing-percent', small: 10, own: 0 },
  { name: 'max-inlined-bytecode-size-cumulative', small: 200, own: 920 },
] as const;

/**
 * Keeps the heap small from now on: what requests leave behind is collected soon instead of late. Not during start or a
 * sync, which would be slowed; and not by a flag of the command line, which would bind the codegen worker too.
 */
export const keepHeapSmall = (): void => setFlags('small');

/**
 * Only `--optimize-for-size` makes V8 give back the young generation, at its next collections; but with it, lists that
 * were never asked before take a half longer. So it goes as soon as that is done. It leaves traces that `withOwnFlags`
 * does not undo: call this after it.
 */
export function giveBackYoung(): void {
  setFlagsFromString('--optimize-for-size');
  const looking = setInterval(() => {
    if (youngSize() > YOUNG) return;
    setFlagsFromString('--no-optimize-for-size');
    clearInterval(looking);
  }, LOOK).unref();
}

/** Under V8's own flags: code that is kept under others would be foreign to the next process. */
export function withOwnFlags(act: () => void): void {
  setFlags('own');
  act();
  setFlags('small');
}

function setFlags(which: 'small' | 'own'): void {
  for (const { name, ...values } of FLAGS) setFlagsFromString(`--${name}=${values[which]}`);
}

const youngSize = (): number =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
