import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readNotes } from '../../../codegen/notes/read.ts';

const NOTES = fileURLToPath(new URL('../../../codegen/notes', import.meta.url));

describe('B18 notes in the repository', () => {
  it('are readable, English and Chinese each in its own script, and written for a known help text', () => {
    const notes = Object.entries(readNotes(NOTES));
    expect(notes.length).toBeGreaterThan(380);
    for (const [key, note] of notes) {
      expect(note.zh, key).toMatch(/\p{Script=Han}/u);
      expect(note.en, key).not.toMatch(/\p{Script=Han}/u);
      if (note.help !== null) expect(note.help, key).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('are refused with the file when one lacks a language', () => {
    const dir = mkdtempSync(join(tmpdir(), 'notes-'));
    try {
      writeFileSync(join(dir, 'hparams.a.C.yaml'), 'rank:\n  help: null\n  en: only English\n');
      expect(() => readNotes(dir)).toThrow(/hparams\.a\.C\.yaml/);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
