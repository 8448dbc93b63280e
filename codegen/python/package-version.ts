import type { PyValue } from './value.ts';

const PATH = 'packaging.version.Version';

/** `packaging.version.Version(text)` */
export const versionValue = (text: string): PyValue => ({
  type: 'external',
  path: PATH,
  args: [{ type: 'str', value: text }],
});

/** Text of a version value; `undefined` for anything else. */
export function versionText(value: PyValue): string | undefined {
  if (value.type !== 'external' || value.path !== PATH) return undefined;
  const [text] = value.args ?? [];
  return text?.type === 'str' ? text.value : undefined;
}

/** Numbers before the first sign of a pre-, post- or development release: `2.8.0rc1+cu` is `2.8.0`. */
export const baseVersion = (text: string): string => /^v?(\d+(\.\d+)*)/.exec(text)?.[1] ?? '0';

/** Sign of the order of two versions (PEP 440, without local parts and epochs). */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [parts(left), parts(right)];
  for (let at = 0; at < Math.max(a.release.length, b.release.length); at += 1) {
    const difference = (a.release[at] ?? 0) - (b.release[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.phase - b.phase || a.number - b.number;
}

const PHASES: Readonly<Record<string, number>> = { dev: -4, a: -3, b: -2, rc: -1, post: 1 };

function parts(text: string): { release: number[]; phase: number; number: number } {
  const base = baseVersion(text);
  const [, name = '', number = '0'] =
    /[._-]?(dev|rc|post|a|b)[._-]?(\d*)/.exec(
      text.slice(text.indexOf(base) + base.length).split('+')[0] ?? '',
    ) ?? [];
  return { release: base.split('.').map(Number), phase: PHASES[name] ?? 0, number: Number(number || 0) };
}
