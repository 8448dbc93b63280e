/**
 * Whether a test that needs something of the machine must be skipped: `it.skipIf(unavailable('pip', reason))`.
 * `reason` is why it cannot run, `undefined` where it can. With `REQUIRE_ALL=1` a reason is a failure instead.
 */
export function unavailable(what: string, reason: string | undefined): boolean {
  if (reason === undefined) return false;
  if (process.env.REQUIRE_ALL === '1') throw new Error(`REQUIRE_ALL=1, and ${what} is missing: ${reason}`);
  console.warn(`Skipped without ${what}: ${reason}`);
  return true;
}
