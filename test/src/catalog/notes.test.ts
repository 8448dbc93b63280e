import { describe, expect, it } from 'vitest';
import { noteLookup } from '../../../src/catalog/notes.ts';
import type { Parameter } from '../../../src/model/parameter.ts';

const parameter = (textKey: string, helpHash: string | null): Parameter => ({
  name: textKey.slice(textKey.lastIndexOf('.') + 1),
  class: 'C',
  owner: 'C',
  type: 'int',
  typeRef: { kind: 'primitive', name: 'int' },
  default: { kind: 'required' },
  required: true,
  init: true,
  place: { path: 'llamafactory/hparams/a.py', line: 1 },
  helpHash,
  textKey,
});

const note = (en: string, help: string | null = 'h1') => ({ help, en, zh: `${en} zh` });
const notes = {
  'hparams.a.LoraArguments.rank': note('rank'),
  'hparams.a.Plain.seed': note('seed'),
  'transformers.t.Trainer.seed': note('other seed'),
  'v1.config.a.Args.model': note('v1 model'),
};

describe('B18 notes', () => {
  const { note: noteOf } = noteLookup(notes, 'llamafactory');

  it('finds a note by its class, and under the former package name', () => {
    expect(noteOf(parameter('llamafactory.hparams.a.LoraArguments.rank', 'h1'))).toEqual({
      en: 'rank',
      zh: 'rank zh',
      stale: false,
    });
    expect(noteLookup(notes, 'llmtuner').note(parameter('llmtuner.hparams.a.Plain.seed', 'h1'))?.en).toBe(
      'seed',
    );
  });

  it('marks a note stale when the help has changed', () => {
    expect(noteOf(parameter('llamafactory.hparams.a.LoraArguments.rank', 'h2'))?.stale).toBe(true);
  });

  it('follows a field that moved, unless two notes have its name', () => {
    expect(noteOf(parameter('llamafactory.hparams.b.NewMixin.rank', 'h1'))?.en).toBe('rank');
    expect(noteOf(parameter('llamafactory.hparams.b.NewMixin.seed', 'h1'))).toBeNull();
  });

  it('does not lend notes between the two argument systems', () => {
    expect(noteOf(parameter('llamafactory.v1.config.a.Args.rank', 'h1'))).toBeNull();
    expect(noteOf(parameter('llamafactory.hparams.a.Model.model', 'h1'))).toBeNull();
    expect(noteOf(parameter('llamafactory.hparams.a.Model.constructor', 'h1'))).toBeNull();
  });
});
