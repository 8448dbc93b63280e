import { existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { collectBounded, readBounded } from '../../../../src/validate/batch/bounded.ts';
import { MAX_CONFIG_BYTES } from '../../../../src/validate/bounds.ts';
import { readConfigBytes } from '../../../../src/validate/read.ts';

describe('B5: what never ends is not read to its end', () => {
  it.skipIf(!existsSync('/dev/zero'))('a device', () => {
    const bytes = readBounded('/dev/zero');
    expect(bytes.length).toBeLessThan(MAX_CONFIG_BYTES + 100_000);
    expect(readConfigBytes(bytes, 'yaml').diagnostics).toMatchObject([{ code: 'file-too-large' }]);
  });

  it('a stream', async () => {
    let made = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) {
          made += 1;
          yield Buffer.alloc(1_000_000, 'a');
        }
      })(),
    );
    expect((await collectBounded(endless)).length).toBe(3_000_000);
    expect(made).toBeLessThan(30);
  });

  it('while a file and a stream of usual size are read whole', async () => {
    expect(readBounded('package.json').toString()).toContain('"llamafactory-params"');
    expect((await collectBounded(Readable.from(['stage: ', 'sft']))).toString()).toBe('stage: sft');
  });
});
