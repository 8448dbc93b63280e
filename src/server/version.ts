import manifest from '../../package.json' with { type: 'json' };

/** This program's version, as clients are told it. */
export const VERSION: string = manifest.version;
