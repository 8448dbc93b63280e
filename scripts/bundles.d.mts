import type { BuildOptions } from 'esbuild';

export const options: BuildOptions;
export const alias: Record<string, string>;
export const minified: BuildOptions;
export const quick: BuildOptions;
