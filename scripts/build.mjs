// Bundles src/ and codegen/ into dist/: programs with their packages inside (they start in half the time), the library
// with its packages outside (a user's `zod` must be the same as ours). What serving does not need is loaded on demand.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);
process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));

const present = (entries) =>
  Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file)));
const programs = present({
  'cli/main': 'src/cli/main.ts',
  'codegen-worker': 'codegen/worker.ts',
  'validate-worker': 'src/validate/batch/worker.ts',
});
const library = present({
  index: 'src/index.ts',
  schemas: 'generated/schemas.ts',
  refine: 'src/schemas/refine.ts',
  agent: 'src/agent/index.ts',
  worker: 'src/server/worker.ts',
});

const options = {
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  outdir: 'dist',
  logLevel: 'warning',
};

/** Only codegen needs these, and they are large: they stay packages of their own. */
const heavy = ['ts-morph', 'web-tree-sitter'];

/** CommonJS packages inside an ES module bundle call `require` for Node's own modules. */
const requireShim =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

// The parts of `yaml` for browsers are ES modules, of which only what is used is bundled; a short-lived `validate`
// spends a third of its time on reading programs.
const alias = { yaml: require.resolve('yaml').replace(/dist.index\.js$/, 'browser/index.js') };
const minified = { minifyWhitespace: true, minifySyntax: true };

/** Messages in forty languages that nobody asks for: an eighth of a server's program. */
const oneLanguage = {
  name: 'one-language',
  setup(build) {
    build.onLoad({ filter: /zod.v4.locales.index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

/**
 * Holds every file of `generated/` against its schema, so that a program need not do so again for these very bytes.
 * Returns what tells them: the hash of the manifest, which has the hashes of the files.
 */
async function checkedManifest() {
  const { outputFiles } = await build({
    ...options,
    entryPoints: ['src/catalog/check-folder.ts'],
    splitting: false,
    write: false,
  });
  const { checkFolder } = await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
  );
  checkFolder('generated');
  return createHash('sha256').update(readFileSync('generated/manifest.json')).digest('hex');
}

/**
 * The command line as one CommonJS file, so that its compiled code can be kept (src/cli/compiled.ts). Of what is loaded on
 * demand it holds what its commands load in every run; whatever else they would load is not quick.
 */
const oneFile = (name, isNeeded, define) =>
  build({
    ...options,
    splitting: false,
    format: 'cjs',
    entryPoints: { [name]: 'src/cli/program.ts' },
    outExtension: { '.js': '.cjs' },
    define: { ...define, 'import.meta.url': '__url' },
    plugins: [leaveOut(isNeeded), oneLanguage],
    alias,
    ...minified,
  });

/** The whole server: in the program of many files it would be there twice. */
const SERVING = /[/]commands[/]serve\.ts$/;

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

rmSync('dist', { recursive: true, force: true });
const define = existsSync('generated/manifest.json')
  ? { SHIPPED_MANIFEST: JSON.stringify(await checkedManifest()) }
  : {};
await Promise.all([
  build({
    ...options,
    entryPoints: programs,
    external: heavy,
    alias,
    define,
    plugins: [leaveOut((path) => !SERVING.test(path)), oneLanguage],
    ...minified,
    banner: { js: requireShim },
    // Beside `codegen-worker.js`, which is started relative to the chunk that starts it.
    chunkNames: 'program-[hash]',
  }),
  oneFile('quick', (path) => /[/.](commands[/]validate|commands[/]resolve|locate)\.ts$/.test(path), define),
  oneFile('serving', (path) => SERVING.test(path), define),
  build({ ...options, entryPoints: library, define, packages: 'external', chunkNames: 'library-[hash]' }),
]);
if (existsSync('dist/cli/main.js')) chmodSync('dist/cli/main.js', 0o755);

// tree-sitter-python is a devDependency (it would compile for 34 s at a user's), so its grammar is packed.
mkdirSync('dist/wasm', { recursive: true });
for (const file of ['web-tree-sitter/web-tree-sitter.wasm', 'tree-sitter-python/tree-sitter-python.wasm'])
  copyFileSync(require.resolve(file), join('dist/wasm', basename(file)));
if (existsSync('codegen/notes'))
  cpSync('codegen/notes', 'dist/notes', { recursive: true, filter: (path) => !path.endsWith('.ts') });

// Declarations: dist/types/src/index.d.ts and so on. Faults in types are the business of `npm run typecheck`.
if (Object.keys(library).length > 0) {
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  const declared = spawnSync(process.execPath, [tsc, '--project', 'tsconfig.build.json'], {
    stdio: 'inherit',
  });
  process.exitCode = declared.status ?? 1;
}
