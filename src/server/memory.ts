import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** How small the young generation is to become, in bytes. V8 begins with sixteen times as much. */
const YOUNG = 4 << 20;

/** How often it is looked at, in milliseconds. */
const LOOK = 200;

/**
 * Keeps the heap small from now on: what requests leave behind is collected soon instead of late. Not during start or a
 * sync, which would be slowed; and not by a flag of the command line, which would bind the codegen worker too.
 *
 * Only `--optimize-for-size` makes V8 give back the young generation, at its next collections; but with it, lists that
 * were never asked before take a half longer. So it goes as soon as that is done.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=10');
  setFlagsFromString('--optimize-for-size');
  const looking = setInterval(() => {
    if (youngSize() > YOUNG) return;
    setFlagsFromString('--no-optimize-for-size');
    clearInterval(looking);
  }, LOOK).unref();
}

const youngSize = (): number =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
