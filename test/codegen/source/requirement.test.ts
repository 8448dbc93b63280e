import { describe, expect, it } from 'vitest';
import { newestBuiltBefore } from '../../../codegen/source/choose.ts';
import {
  allowed,
  allows,
  isOpenEnded,
  requirementOn,
  requirementsOfMetadata,
  requirementsOfRepo,
} from '../../../codegen/source/requirement.ts';
import { temporaryFolder } from './fixture.ts';

describe('B3: what a release asks of transformers', () => {
  it.each([
    ['transformers!=4.46.*,<=4.49.0,>=4.41.2; python_version >= "3.10"', ['!=4.46.*,<=4.49.0,>=4.41.2']],
    ['transformers (<=4.45.0,>=4.41.2)', ['<=4.45.0,>=4.41.2']],
    ['Transformers[torch] >= 4.37.2', ['>=4.37.2']],
    ['transformers', ['']],
    ['transformers-stream-generator', []],
  ])('%s', (line, requirement) => {
    expect(requirementOn('transformers', ['torch', line])).toEqual(requirement);
  });

  it('allows what any of its lines allows', () => {
    const requirement = ['<=4.52.4,>=4.45.0,!=4.52.0,!=4.46.*', '<=4.51.3,>=4.45.0'];
    expect(
      ['4.45.0', '4.46.1', '4.51.3', '4.52.0', '4.52.4', '4.53.0'].filter((v) => allows(requirement, v)),
    ).toEqual(['4.45.0', '4.46.1', '4.51.3', '4.52.4']);
  });

  it('orders versions as Python does and leaves pre-releases out', () => {
    const versions = ['4.9.0', '4.10.0', '5.0.0rc1', '4.10.0.post1', '4.11.0.dev0', 'nonsense'];
    expect(allowed(['>=4.0'], versions)).toEqual(['4.10.0.post1', '4.10.0', '4.9.0']);
  });

  it.each([
    [['>=4.37.2'], true],
    [[''], true],
    [[], true],
    [['!=4.57.0,>=4.55.0'], true],
    [['<=5.6.0,>=4.55.0'], false],
    [['==4.51.1'], false],
    [['~=4.51'], false],
  ])('%j leaves the upper end open: %s', (requirement, open) => {
    expect(isOpenEnded(requirement)).toBe(open);
  });

  it('reads metadata up to its text, without the lines of extras', () => {
    const metadata =
      'Name: x\r\nRequires-Dist: a>=1\r\nRequires-Dist: b; extra == "c"\r\n\r\nRequires-Dist: d\r\n';
    expect(requirementsOfMetadata(metadata)).toEqual(['a>=1']);
  });

  it.each([
    [
      'pyproject.toml',
      { 'pyproject.toml': '[project]\ndependencies = ["a>=1", "b"]\n', 'requirements.txt': 'c\n' },
      ['a>=1', 'b'],
    ],
    [
      'requirements.txt',
      { 'pyproject.toml': '[build-system]\n', 'requirements.txt': '# x\na>=1 # y\n-r z\nb\n' },
      ['a>=1', 'b'],
    ],
    [
      "Poetry's part of pyproject.toml",
      {
        'pyproject.toml':
          '[tool.poetry.dependencies]\na = ">=4.41.2,<=4.46.1"\nb = { version = "^1.2.3", extras = ["x"] }\n' +
          'c = "^0.3.1"\nd = "~2.5.1"\ne = "*"\nf = "3.1"\ng = { git = "somewhere" }\nh = "~=1.4"\n',
      },
      ['a>=4.41.2,<=4.46.1', 'b>=1.2.3,<2', 'c>=0.3.1,<0.4', 'd>=2.5.1,<2.6', 'e', 'f==3.1', 'g', 'h~=1.4'],
    ],
    ['broken TOML', { 'pyproject.toml': '[[[', 'requirements.txt': 'a\n' }, ['a']],
    ['nothing', { 'setup.py': '' }, []],
  ])('of a checkout from %s', (_what, files, lines) => {
    expect(requirementsOfRepo(temporaryFolder(files))).toEqual(lines);
  });
});

describe('B3: the newest version built before a time', () => {
  const times: Record<string, string | null> = { d: '2025-01-01', c: '2024-06-01', b: null, a: '2024-01-01' };
  const newest = (time: string) =>
    newestBuiltBefore(['d', 'c', 'b', 'a'], time, async (name) => times[name] ?? null);

  it.each([
    ['2026-01-01', 'd'],
    ['2024-12-31', 'c'],
    ['2024-06-01', 'c'],
    ['2024-03-01', 'a'],
    ['2023-01-01', undefined],
  ])('%s: %s', async (time, version) => {
    expect(await newest(time)).toBe(version);
  });
});
