/** What constant evaluation may take for given. Everything not said here is unknown. */
export interface World {
  /** Environment variables that are set; all others are unset. */
  readonly env: ReadonlyMap<string, string>;
  /** Whether a package can be imported, by its import name; `undefined` where nothing is known. */
  readonly installed: (name: string) => boolean | undefined;
  /** `sys.version_info`; `undefined` where nothing is known. */
  readonly python: readonly number[] | undefined;
  /** Version of an installed package; `undefined` where nothing is known. */
  readonly version: (name: string) => string | undefined;
}

/** No environment variable set, nothing known of packages. */
export const DEFAULT_WORLD: World = {
  env: new Map(),
  installed: () => undefined,
  version: () => undefined,
  python: undefined,
};
