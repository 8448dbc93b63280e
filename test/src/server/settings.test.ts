import { describe, expect, test } from 'vitest';
import { settingsFrom } from '../../../src/server/settings.ts';

describe('S1 settings', () => {
  test('by default: 127.0.0.1:8124, the source found by itself', () => {
    expect(settingsFrom({}, { HOME: '/home/me' })).toMatchObject({
      host: '127.0.0.1',
      port: 8124,
      catalog: undefined,
      source: { path: null, cacheDir: '/home/me/.cache/llamafactory-params/catalogs', watch: false },
    });
  });

  test('MCP_LLAMA_PORT and LLAMA_FACTORY_PATH are read', () => {
    const env = { MCP_LLAMA_PORT: '8200', LLAMA_FACTORY_PATH: '/src/LLaMA-Factory' };
    expect(settingsFrom({}, env)).toMatchObject({ port: 8200, source: { path: '/src/LLaMA-Factory' } });
  });

  test('a flag wins over the environment', () => {
    expect(settingsFrom({ port: '9000' }, { MCP_LLAMA_PORT: '8200' }).port).toBe(9000);
  });

  test('an empty variable counts as none', () => {
    expect(settingsFrom({}, { MCP_LLAMA_PORT: '', LLAMA_FACTORY_PATH: '' })).toMatchObject({
      port: 8124,
      source: { path: null },
    });
  });

  test('B12 --watch and --configs are taken', () => {
    expect(settingsFrom({ watch: true, configs: 'runs' }, {})).toMatchObject({
      configs: 'runs',
      source: { watch: true },
    });
  });

  test('S7 --watch with --catalog is refused: a folder that is served as it is never changes', () => {
    expect(() => settingsFrom({ watch: true, catalog: 'generated' }, {})).toThrow(
      expect.objectContaining({ code: 'USAGE', next: expect.stringContaining('LLAMA_FACTORY_PATH') }),
    );
  });

  test.each(['http', '-1', '65536', '80.5', '8124x'])('S7 port %j is refused', (port) => {
    expect(() => settingsFrom({}, { MCP_LLAMA_PORT: port })).toThrow(
      expect.objectContaining({ code: 'BAD_PORT', message: `"${port}" is no port number (MCP_LLAMA_PORT).` }),
    );
  });
});
