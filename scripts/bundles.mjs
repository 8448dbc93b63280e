import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const require = createRequire(import.meta.url);

/** Of every bundle. */
export const options = {
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  outdir: 'dist',
  logLevel: 'warning',
};

// The parts of `yaml` for browsers are ES modules, of which only what is used is bundled; a short-lived `validate`
// spends a third of its time on reading programs.
export const alias = { yaml: require.resolve('yaml').replace(/dist.index\.js$/, 'browser/index.js') };
export const minified = { minifyWhitespace: true, minifySyntax: true };

/** Messages in forty languages that nobody asks for: an eighth of a server's program. */
export const oneLanguage = {
  name: 'one-language',
  setup(build) {
    build.onLoad({ filter: /zod.v4.locales.index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

/**
 * The SDK brings a JSON Schema validator, an eighth of the program, for what a server asks the client's user for. This one
 * asks for nothing; yet the SDK makes one for every request.
 */
export const withoutElicitation = {
  name: 'without-elicitation',
  setup(build) {
    const shims = /^@modelcontextprotocol.server._shims$/;
    build.onResolve({ filter: shims }, ({ path }) => ({ path, namespace: 'without-elicitation' }));
    build.onLoad({ filter: shims, namespace: 'without-elicitation' }, () => ({
      contents: `
        export { default as process } from 'node:process';
        export class DefaultJsonSchemaValidator {
          getValidator() {
            throw new Error('This program has no JSON Schema validator (scripts/bundles.mjs).');
          }
        }`,
    }));
  },
};

/**
 * V8 keeps a program's text, at twice the size where there is one character that is no ASCII. esbuild escapes them but in
 * regular expressions, where the same escapes do.
 */
export const ascii = {
  name: 'ascii',
  setup(build) {
    if (build.initialOptions.write === false) return;
    build.initialOptions.write = false;
    build.onEnd(({ outputFiles }) => {
      for (const { path, text } of outputFiles) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text.replaceAll(/[^\0-\x7f]/g, escaped));
      }
    });
  },
};

const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Leaves out what is loaded on demand and not needed: loading it throws what src/cli/quick.ts looks for. */
const leaveOut = (isNeeded) => ({
  name: 'leave-out',
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ kind, path }) =>
      kind !== 'dynamic-import' || isNeeded(path) ? undefined : { path, namespace: 'left-out' },
    );
    build.onLoad({ filter: /./, namespace: 'left-out' }, ({ path }) => ({
      contents: `throw Object.assign(new Error(${JSON.stringify(`${path} was left out`)}), { code: 'NOT_QUICK' });`,
    }));
  },
});

const isServing = (path) => /[/](commands[/]serve|application|stdio)\.ts$/.test(path);
const isQuick = (path) => /[/.](commands[/]validate|commands[/]resolve|locate)\.ts$/.test(path);

/** The whole server has a bundle of its own: in the program of many files it would be there twice. */
export const withoutServer = leaveOut((path) => !isServing(path));

/** What `main.ts` starts with, one small file; the whole program stands beside it, loaded where it is needed. */
export const main = {
  ...options,
  splitting: false,
  entryPoints: { 'cli/main': 'src/cli/main.ts' },
  plugins: [
    {
      name: 'program-apart',
      setup(build) {
        build.onResolve({ filter: /^\.[/]program\.ts$/ }, () => ({ path: '../program.js', external: true }));
      },
    },
  ],
  ...minified,
};

/**
 * The command line as one CommonJS file, so that its compiled code can be kept (src/cli/compiled.ts). Of what is loaded on
 * demand it holds what its commands load in every run; whatever else they would load is not quick.
 */
const oneFile =
  (name, isNeeded, plugins = []) =>
  (define) => ({
    ...options,
    splitting: false,
    format: 'cjs',
    entryPoints: { [name]: 'src/cli/program.ts' },
    outExtension: { '.js': '.cjs' },
    define: { ...define, 'import.meta.url': '__url' },
    plugins: [leaveOut(isNeeded), oneLanguage, ascii, ...plugins],
    alias,
    ...minified,
  });

/** `validate` and `resolve`. */
export const quick = oneFile('quick', isQuick);

/** `serve` and `stdio`. */
export const serving = oneFile('serving', isServing, [withoutElicitation]);
