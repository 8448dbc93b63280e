import type { BuildOptions, Plugin } from 'esbuild';

export const options: BuildOptions;
export const alias: Record<string, string>;
export const minified: BuildOptions;
export const oneLanguage: Plugin;
export const ascii: Plugin;
export const withoutElicitation: Plugin;
export const withoutServer: Plugin;
export const main: BuildOptions;
export const quick: (define: Record<string, string>) => BuildOptions;
export const serving: (define: Record<string, string>) => BuildOptions;
