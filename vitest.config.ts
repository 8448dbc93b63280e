import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // What generated/schemas.ts imports from its own package, from source rather than from the last build.
  resolve: { alias: { 'llamafactory-params/refine': resolve('src/schemas/refine.ts') } },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
  },
});
