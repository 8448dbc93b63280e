import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentIn } from '../../../src/validate/files.ts';
import { openValidator } from '../../../src/validate/open.ts';
import { openChecked } from '../../../src/validate/open-checked.ts';
import { readConfig } from '../../../src/validate/read.ts';
import type { Validator } from '../../../src/validate/validator.ts';

const folder = mkdtempSync(join(tmpdir(), 'lfp-open-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The committed catalog as a state of upstream would have it whose declaration lags behind its code. */
beforeAll(() => {
  cpSync('generated', folder, { recursive: true });
  const text = JSON.stringify(
    JSON.parse(readFileSync(join(folder, 'catalog.json'), 'utf8'), (_, value) =>
      Array.isArray(value) ? value.filter((item) => item !== 'oft') : value,
    ),
  );
  writeFileSync(join(folder, 'catalog.json'), text);
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  manifest.files['catalog.json'] = createHash('sha256').update(text).digest('hex');
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
});

const told = (validator: Validator, type: string) =>
  validator
    .validate(readConfig(`{"finetuning_type": "${type}"}`, 'json'), { entry: 'train' })
    .diagnostics.filter(({ key }) => key === 'finetuning_type')
    .map(({ severity }) => severity);

describe('B5: a package is asked for only where it would help', () => {
  it('not where what is asked before it already fails', async () => {
    const environment = environmentIn(folder, { launch: 'single', hardware: 'bf16', packages: 'all' });
    const config = readConfig('{"deepspeed": "configs/none.json", "output_dir": "o"}', 'json');
    const { diagnostics } = (await openValidator('generated')).validate(config, {
      entry: 'train',
      environment,
    });
    const certain = diagnostics.filter(({ certainty }) => certainty === 'certain').map(({ code }) => code);
    expect(certain).toContain('rule');
    expect(certain).not.toContain('package-required');
  });
});

describe('S5: a validator opened the short way knows what the other one knows', () => {
  it('only warns of a value that no declaration has and that upstream’s code tells from others', async () => {
    const validators = [await openValidator(folder), openChecked(folder)];
    expect(validators.map((each) => told(each, 'oft'))).toEqual([['warning'], ['warning']]);
    expect(validators.map((each) => told(each, 'ofd'))).toEqual([['error'], ['error']]);
  });
});
