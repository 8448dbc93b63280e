import type { EntryPoint } from '../src/model/catalog.ts';
import type { EntryFunction } from './rules/index.ts';

/**
 * What to execute for each entry point: the outermost of the functions that parse with it. The variables that select a
 * variant hold for that one and are unset for the ordinary ones, as `EntryPoint.when` has them (`USE_MCA=1`).
 */
export const entryFunctions = (entries: readonly EntryPoint[]): EntryFunction[] => {
  const switches = entries.flatMap(({ when }) => (when === null ? [] : [variable(when)]));
  return entries.flatMap(({ name, when, functions }) => {
    const outermost = functions.at(-1);
    if (outermost === undefined) return [];
    const unset = switches.map(([key]): [string, null] => [key, null]);
    return [
      {
        entry: name,
        function: outermost,
        assumed: new Map([...unset, ...(when === null ? [] : [variable(when)])]),
      },
    ];
  });
};

const variable = (when: string): [string, string] => {
  const [name = when, value = '1'] = when.split('=');
  return [name, value];
};
