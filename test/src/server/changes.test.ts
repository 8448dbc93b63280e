import { expect, it, vi } from 'vitest';
import { createCatalog } from '../../../src/catalog/index.ts';
import { announceSwap } from '../../../src/server/changes.ts';
import type { ResourceKind } from '../../../src/tools/resource.ts';
import { RESOURCES } from '../../../src/tools/resources.ts';
import { catalogData } from '../../fixtures/catalog.ts';

it.each([
  [false, 0],
  [true, 1],
])('B12 resources of two catalogs are compared only if anybody listens (%s)', async (listened, named) => {
  const [before, after] = [createCatalog(catalogData), createCatalog(catalogData)];
  const read = vi.fn((catalog) => (catalog === before ? 'was' : 'is'));
  const [kind] = RESOURCES;
  const counting = { ...kind, list: () => [{ key: 'one', title: 'one' }], read } as unknown as ResourceKind;
  const told: string[] = [];
  const notify = {
    toolsChanged: () => void told.push('tools'),
    promptsChanged: () => void told.push('prompts'),
    resourcesChanged: () => void told.push('resources'),
    resourceUpdated: (uri: string) => void told.push(uri),
  };
  const onerror = vi.fn();
  announceSwap(notify, [counting], before, after, { listened, onerror });
  await vi.waitFor(() => expect(told).toHaveLength(3 + named));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(told.slice(0, 3)).toEqual(['tools', 'prompts', 'resources']);
  expect(read.mock.calls.length).toBe(2 * named);
  expect(onerror).not.toHaveBeenCalled();
});
