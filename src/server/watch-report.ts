import type { Catalog } from '../catalog/index.ts';
import { diffCatalogs } from '../diff/index.ts';
import { configEffects, effectLines } from './configs.ts';
import { summaryOf } from './summary.ts';

/** The user's own configs, looked at after each change. */
export interface Configs {
  readonly folder: string;
  /** Paths are shown relative to it. */
  readonly cwd: string;
}

/** What a swap changed, and what that does to the user's configs, on one screen. */
export function swapReport(before: Catalog, after: Catalog, configs: Configs | undefined): string {
  const diff = diffCatalogs(before, after);
  const lines = [
    `Now serving ${after.source.label} as it is now. What changed:`,
    ...summaryOf(before, after, diff),
  ];
  if (configs !== undefined) {
    const effects = configEffects(configs.folder, configs.cwd, after, { before, diff });
    lines.push(
      ...(effects.length === 0
        ? ['No config of yours is touched.']
        : [`Configs of yours that this touches: ${effects.length}`, ...screen(effectLines(effects))]),
    );
  }
  return `${lines.join('\n')}\n`;
}

/** What the source being served refuses of the user's configs, before anything has changed. */
export function configsReport(catalog: Catalog, { folder, cwd }: Configs): string {
  const effects = configEffects(folder, cwd, catalog);
  if (effects.length === 0) return `Nothing in ${folder} is certainly refused.\n`;
  return `${[`Configs of yours that are refused: ${effects.length}`, ...screen(effectLines(effects))].join('\n')}\n`;
}

const MOST_LINES = 20;

const screen = (lines: readonly string[]): string[] => {
  const rest = lines.length - MOST_LINES;
  return [
    ...lines.slice(0, MOST_LINES),
    ...(rest > 0 ? [`  and ${rest} more: llamafactory-params validate FILE…`] : []),
  ];
};
