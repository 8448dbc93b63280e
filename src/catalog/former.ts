import type { HistoryData } from '../model/index.ts';

/** What the history of releases tells of a name that the served one does not have. */
export interface Former {
  /** `releases 0.7.1 to 0.9.4` */
  readonly had: string;
  /** What it is called now, and the first release that calls it so. */
  readonly renamed?: { readonly to: string; readonly since: string };
}

/** `undefined` for a name that no published release ever had. */
export const formerName = (
  { entries, renames }: HistoryData,
  name: string,
  isTaken: (name: string) => boolean,
): Former | undefined => {
  const found = Object.values(entries).find((names) => Object.hasOwn(names, name))?.[name];
  if (found === undefined) return undefined;
  const stretches = found.present.map(([first, last]) =>
    first === last ? `release ${first}` : `releases ${first} to ${last}`,
  );
  const rename = renames.find(({ from, to }) => from === name && isTaken(to));
  return {
    had: stretches.join(' and '),
    ...(rename === undefined ? {} : { renamed: { to: rename.to, since: rename.since } }),
  };
};
