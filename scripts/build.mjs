// Bundles src/ and codegen/ into dist/: programs with their packages inside (they start in half the time), the library
// with its packages outside (a user's `zod` must be the same as ours). What serving does not need is loaded on demand.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { alias, main, minified, oneLanguage, options, quick, serving, withoutServer } from './bundles.mjs';

const require = createRequire(import.meta.url);
process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));

const present = (entries) =>
  Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file)));
const programs = present({
  program: 'src/cli/program.ts',
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

/** Only codegen needs these, and they are large: they stay packages of their own. */
const heavy = ['ts-morph', 'web-tree-sitter'];

/** CommonJS packages inside an ES module bundle call `require` for Node's own modules. */
const requireShim =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** What a module of this program exports, bundled for this process alone. */
async function moduleOf(entryPoint) {
  const { outputFiles } = await build({
    ...options,
    entryPoints: [entryPoint],
    splitting: false,
    write: false,
    banner: { js: requireShim.replace('import.meta.url', JSON.stringify(import.meta.url)) },
    define: { 'import.meta.url': JSON.stringify(import.meta.url) },
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

const sha256 = (data) => createHash('sha256').update(data).digest('hex');

/**
 * Holds every file of `generated/` against its schema, so that a program need not do so again for these very bytes.
 * Returns what tells them: the hash of the manifest, which has the hashes of the files.
 */
async function checkedManifest() {
  const { checkFolder } = await moduleOf('src/catalog/check-folder.ts');
  checkFolder('generated');
  return sha256(readFileSync('generated/manifest.json'));
}

/** Works out what decisions come to by `generated/`, so that a server need not do so while its first client waits. */
async function writeDecided() {
  const { decideFolder } = await moduleOf('src/decisions/evidence/decide-folder.ts');
  const files = Object.entries(decideFolder('generated'));
  mkdirSync('dist/decided', { recursive: true });
  for (const [entry, text] of files) writeFileSync(`dist/decided/${entry}.json`, text);
  return Object.fromEntries(files.map(([entry, text]) => [entry, sha256(text)]));
}

rmSync('dist', { recursive: true, force: true });
const define = existsSync('generated/manifest.json')
  ? {
      SHIPPED_MANIFEST: JSON.stringify(await checkedManifest()),
      SHIPPED_DECIDED: JSON.stringify(await writeDecided()),
    }
  : {};
await Promise.all([
  build({
    ...options,
    entryPoints: programs,
    external: heavy,
    alias,
    define,
    plugins: [withoutServer, oneLanguage],
    ...minified,
    banner: { js: requireShim },
    // Beside `codegen-worker.js`, which is started relative to the chunk that starts it.
    chunkNames: 'program-[hash]',
  }),
  build(main),
  build(quick(define)),
  build(serving(define)),
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
