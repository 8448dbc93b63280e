import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the heap small from now on: what requests leave behind is collected soon instead of late. Measured with 3,000
 * answers that were never asked before: 108 MB and flat, where V8's own choice grows beyond 220. Not during start or a
 * sync, which would be slowed; and not by a flag of the command line, which would bind the codegen worker too.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--optimize-for-size');
  setFlagsFromString('--semi-space-growth-factor=1');
}
