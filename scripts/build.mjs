// Bundles what exists under src/ and codegen/ into dist/. Filled in by the packaging work; harmless on an empty tree.
import { existsSync } from 'node:fs';

if (!existsSync('src/cli/main.ts')) process.exit(0);
