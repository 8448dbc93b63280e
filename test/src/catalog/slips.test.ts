import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { edits } from '../../../src/catalog/edits.ts';
import { intendedBy, nearest } from '../../../src/catalog/index.ts';
import { openCatalog } from '../../../src/catalog/open.ts';

const catalog = openCatalog(fileURLToPath(new URL('../../../generated', import.meta.url)));
const refusal = (name: string): string => {
  try {
    catalog.find(name);
  } catch (error) {
    const { message, next } = error as { message: string; next: string };
    return `${message} ${next}`;
  }
  throw new Error(`there is a parameter ${name}`);
};

describe('S7 slips of the pen', () => {
  it.each([
    ['rnak', 'rank', 1],
    ['rank', 'rank', 0],
    ['loar', 'lora', 1],
    ['lr', 'learning_rate', 11],
    ['ab', 'ba', 1],
    ['kitten', 'sitting', 3],
  ])('%s differs from %s by %i', (a, b, count) => {
    expect(edits(a, b)).toBe(count);
    expect(edits(b, a)).toBe(count);
  });

  it('names what is alike, not what only has the letters inside a word', () => {
    expect(nearest('loar', ['ApolloArguments', 'lora', 'full'])).toEqual(['lora']);
    expect(nearest('batch', ['per_device_train_batch_size'])).toEqual(['per_device_train_batch_size']);
  });
});

describe('B9 a name of another release', () => {
  it.each([
    ['evaluation_strategy', /renamed to eval_strategy in 0\.9\.3\. Take eval_strategy\.$/],
    ['no_cuda', /releases 0\.7\.1 to 0\.9\.4 had it\. Did you mean use_cpu\?$/],
    ['lora_rnk', /^There is no parameter "lora_rnk"\. Did you mean lora_rank\?$/],
  ])('%s', (name, told) => {
    expect(refusal(name)).toMatch(told);
  });
});

describe('B5 a switch and its opposite', () => {
  it.each([
    ['use_gradient_checkpointing', 'gradient_checkpointing'],
    ['gradient_checkpoint', 'gradient_checkpointing'],
    ['no_gradient_checkpointing', 'disable_gradient_checkpointing'],
    ['no_shuffle', 'disable_shuffling'],
  ])('%s stands for %s', (key, name) => {
    expect(intendedBy(catalog, key, new Set(catalog.names))?.names[0]).toBe(name);
  });
});
