import { dirname, join } from 'node:path';
import { explain, rcompare, satisfies } from '@renovatebot/pep440';
import { parse as parseToml } from 'smol-toml';
import { z } from 'zod';
import { namesIn, readText } from './look.ts';

/**
 * What a project asks of one package: PEP 440 specifiers, `<=5.6.0,>=4.55.0,!=4.57.0`. One for each of its lines, as
 * upstream gives Python versions and platforms lines of their own; a version that any of them allows is allowed.
 */
export type Requirement = readonly string[];

/** The requirement on `name` among PEP 508 lines. Empty: not required. */
export function requirementOn(name: string, lines: readonly string[]): Requirement {
  return lines.flatMap((line) => {
    const [requirement = ''] = line.split(';');
    const [, project, specifier = ''] = /^\s*([\w.-]+)\s*(?:\[[^\]]*\])?\s*(.*)$/.exec(requirement) ?? [];
    if (project === undefined || normalise(project) !== normalise(name)) return [];
    return [specifier.replace(/[()\s]/g, '')];
  });
}

export const allows = (requirement: Requirement, version: string): boolean =>
  requirement.length === 0 ||
  requirement.some((specifier) => specifier === '' || satisfies(version, specifier, { prereleases: true }));

/** Versions that the requirement allows, newest first, without pre-releases. */
export const allowed = (requirement: Requirement, versions: readonly string[]): string[] =>
  versions
    .filter((version) => explain(version)?.is_prerelease === false)
    .filter((version) => allows(requirement, version))
    .sort(rcompare);

/** Whether it leaves the upper end open, so that packages published long after still fit. */
export const isOpenEnded = (requirement: Requirement): boolean =>
  requirement.every((specifier) => !specifier.split(',').some((clause) => /^(<|==|~=)/.test(clause)));

const Project = z.object({ project: z.object({ dependencies: z.array(z.string()) }) });

const Poetry = z.object({
  tool: z.object({ poetry: z.object({ dependencies: z.record(z.string(), z.unknown()) }) }),
});
const Versioned = z.union([
  z.string(),
  z.object({ version: z.string() }).transform(({ version }) => version),
]);

/** Requirement lines of a checkout: `pyproject.toml`, or `requirements.txt` where setup.py reads that. */
export function requirementsOfRepo(repo: string): string[] {
  const toml = tomlOrNothing(readText(join(repo, 'pyproject.toml')));
  const project = Project.safeParse(toml);
  if (project.success) return project.data.project.dependencies;
  const poetry = Poetry.safeParse(toml);
  if (poetry.success)
    return Object.entries(poetry.data.tool.poetry.dependencies).map(([name, wish]) => {
      const version = Versioned.safeParse(wish);
      return `${name}${version.success ? specifierOf(version.data) : ''}`;
    });
  return readText(join(repo, 'requirements.txt'))
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('-'));
}

/** Poetry's way to write versions: `^4.46` stays below 5, `~4.46` below 4.47, a bare one is that very version. */
const specifierOf = (wish: string): string =>
  wish
    .split(',')
    .map((part) => part.trim())
    .map((part) => {
      const [, sign, version = ''] = /^(\^|~(?!=)|(?=\d))\s*(.*)$/.exec(part) ?? [];
      if (sign === undefined) return part === '*' ? '' : part;
      if (sign === '') return `==${version}`;
      const numbers = version.split('.').map(Number);
      const fixed =
        sign === '~' ? Math.min(1, numbers.length - 1) : numbers.findIndex((number) => number > 0);
      const end = numbers
        .slice(0, Math.max(0, fixed) + 1)
        .map((number, at) => (at === fixed ? number + 1 : number));
      return `>=${version},<${end.join('.')}`;
    })
    .filter((part) => part !== '')
    .join(',');

/** `Requires-Dist` lines of a wheel's METADATA, without those of an extra. */
export const requirementsOfMetadata = (metadata: string): string[] =>
  (metadata.split(/\r?\n\r?\n/)[0] ?? '')
    .split(/\r?\n/)
    .flatMap((line) =>
      line.startsWith('Requires-Dist:') ? [line.slice('Requires-Dist:'.length).trim()] : [],
    )
    .filter((line) => !/;.*\bextra\b/.test(line));

/** Requirement lines of an installed package, from the `dist-info` beside it. */
export function requirementsOfInstalled(packageFolder: string, name: string): string[] {
  const site = dirname(packageFolder);
  const info = namesIn(site).find((entry) => isDistInfo(entry, name));
  return info === undefined ? [] : requirementsOfMetadata(readText(join(site, info, 'METADATA')));
}

const isDistInfo = (entry: string, name: string): boolean =>
  entry.endsWith('.dist-info') && normalise(entry.slice(0, entry.indexOf('-'))) === normalise(name);

function tomlOrNothing(text: string): unknown {
  try {
    return parseToml(text);
  } catch {
    return undefined;
  }
}

/** PEP 503: case and the kind of separator do not matter. */
const normalise = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');
