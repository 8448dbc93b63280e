import { createRequire } from 'node:module';

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

/** What `validate` and `resolve` load on demand in every run; whatever else they would load is not quick. */
const always = /[/.](commands[/]validate|commands[/]resolve|locate)\.ts$/;
const leaveOut = {
  name: 'leave-out',
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ kind, path }) =>
      kind !== 'dynamic-import' || always.test(path) ? undefined : { path, namespace: 'left-out' },
    );
    build.onLoad({ filter: /./, namespace: 'left-out' }, ({ path }) => ({
      contents: `throw Object.assign(new Error(${JSON.stringify(`${path} was left out`)}), { code: 'NOT_QUICK' });`,
    }));
  },
};

/** One CommonJS file, so that its compiled code can be kept (src/cli/compiled.ts). */
export const quick = {
  ...options,
  splitting: false,
  format: 'cjs',
  entryPoints: { quick: 'src/cli/program.ts' },
  outExtension: { '.js': '.cjs' },
  define: { 'import.meta.url': '__url' },
  plugins: [leaveOut],
  alias,
  ...minified,
};
