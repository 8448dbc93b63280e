import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { formatGithub } from '../../../../src/validate/formats/github.ts';
import type { Report } from '../../../../src/validate/formats/report.ts';
import { formatSarif } from '../../../../src/validate/formats/sarif.ts';
import { formatText, type Paint } from '../../../../src/validate/formats/text.ts';

const plain = (text: string): string => text;
const paint: Paint = { bold: plain, dim: plain, red: plain, yellow: plain, green: plain, cyan: plain };

const report: Report = {
  text: 'stage: sft\r\nlora_rnak: 8\r\n',
  result: {
    file: 'dir/my config.yaml',
    entry: 'train',
    source: 'release 0.0.1',
    accepted: false,
    valid: false,
    diagnostics: [
      {
        code: 'unknown-key',
        severity: 'error',
        phase: 'parse',
        certainty: 'certain',
        key: 'lora_rnak',
        line: 2,
        column: 1,
        endLine: 2,
        endColumn: 10,
        message: '"lora_rnak" is no parameter, 100% sure.\nReally.',
        suggestions: ['lora_rank'],
        at: 'transformers/hf_argparser.py:400',
        exception: 'ValueError',
      },
      {
        code: 'rule',
        severity: 'warning',
        phase: 'parse',
        certainty: 'conditional',
        message: 'The parser refuses bf16: true on some machines.',
        condition: 'bf16',
      },
    ],
  },
};
const valid: Report = {
  result: {
    file: 'ok.yaml',
    entry: 'infer',
    source: 'release 0.0.1',
    accepted: true,
    valid: true,
    diagnostics: [],
  },
};

describe('B5: formats', () => {
  it('text quotes the line and marks the place', () => {
    expect(formatText([report, valid], paint).split('\n')).toEqual([
      'dir/my config.yaml as train, release 0.0.1',
      '  dir/my config.yaml:2:1 error "lora_rnak" is no parameter, 100% sure.',
      'Really. [unknown-key]',
      '    2 | lora_rnak: 8',
      '      | ^^^^^^^^^',
      '      upstream: transformers/hf_argparser.py:400 (ValueError)',
      '      try: lora_rank',
      '  dir/my config.yaml warning The parser refuses bf16: true on some machines. [rule]',
      '      depends on: bf16',
      '',
      'ok.yaml as infer, release 0.0.1 valid',
      '',
      '2 configs: 1 not valid (1 error, 1 warning)',
      '',
    ]);
  });

  it('text sums up in one line what depends on the machine, and lists it when asked to', () => {
    const [first] = report.result.diagnostics;
    const remote = {
      ...(first as NonNullable<typeof first>),
      severity: 'info' as const,
      certainty: 'conditional' as const,
    };
    const one = {
      ...report,
      result: { ...report.result, diagnostics: [remote, { ...remote, line: undefined }] },
    };
    expect(formatText([one], paint).split('\n').slice(1, 3)).toEqual([
      '  2 checks depend on the machine (of lora_rnak): --all lists, --hardware, --launch and --packages decide',
      '',
    ]);
    expect(formatText([one], paint, { all: true })).toContain('my config.yaml:2:1 info');
  });

  it('text shows no character that a terminal obeys, and keeps the columns', () => {
    const text = 'a: 1\n\u001b[31mb\u202e: 2';
    const hostile = report.result.diagnostics.map((each) => ({ ...each, message: 'bad \u001b]0;x\u0007' }));
    const out = formatText([{ result: { ...report.result, diagnostics: hostile }, text }], paint);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(out).not.toMatch(/[\u001b\u0007\u202e]/);
    expect(out).toContain('\uFFFD[31mb\uFFFD: 2');
  });

  it('text cuts a long line around the mark', () => {
    const text = `a: ${'x'.repeat(500)} # here`;
    const [first] = report.result.diagnostics;
    const diagnostic = {
      ...(first as NonNullable<typeof first>),
      line: 1,
      column: 300,
      endLine: 1,
      endColumn: 304,
    };
    const out = formatText([{ text, result: { ...report.result, diagnostics: [diagnostic] } }], paint);
    const [quoted = '', marked = ''] = out.split('\n').slice(3, 5);
    expect(quoted).toHaveLength('    1 | '.length + 100);
    expect(marked).toBe(`      | ${' '.repeat(50)}^^^^`);
  });

  it('GitHub annotations escape their text, and give what is conditional as a notice', () => {
    expect(formatGithub([report]).split('\n')).toEqual([
      '::error file=dir/my config.yaml,line=2,col=1,endLine=2,endColumn=9,title=unknown-key::"lora_rnak" is no parameter, 100%25 sure.%0AReally. Try: lora_rank',
      '::notice file=dir/my config.yaml,title=rule::The parser refuses bf16: true on some machines.',
      '',
    ]);
  });

  it('SARIF 2.1.0 holds to its schema', () => {
    const schema: Record<string, unknown> = createRequire(import.meta.url)(
      '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
    );
    // Draft 4 differs from the drafts that Ajv knows only in how it names itself, as far as this schema goes.
    const { $schema: _, id: __, ...body } = schema;
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats.default(ajv);
    const check = ajv.compile(body);
    const log: unknown = JSON.parse(formatSarif([report, valid], '1.2.3'));
    check(log);
    expect(check.errors).toBeNull();
    expect(check({ version: '2.1.0' })).toBe(false);
    expect(log).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'llamafactory-params',
              version: '1.2.3',
              rules: [{ id: 'rule' }, { id: 'unknown-key' }],
            },
          },
          results: [
            {
              ruleId: 'unknown-key',
              ruleIndex: 1,
              level: 'error',
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'dir/my%20config.yaml' },
                    region: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 10 },
                  },
                },
              ],
            },
            { ruleId: 'rule', level: 'warning' },
          ],
        },
      ],
    });
  });
});
