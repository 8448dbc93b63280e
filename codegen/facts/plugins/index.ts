import type { ArgumentClass, EntryPoint } from '../../../src/model/catalog.ts';
import type { Parameter } from '../../../src/model/parameter.ts';
import type { PluginDictionary } from '../../../src/model/plugin.ts';
import type { FactsContext } from '../context.ts';
import { Flow } from './flow.ts';
import { unitsOf } from './units.ts';

/** A parameter that takes a dictionary, and the package whose code reads it. */
export interface DictionaryParameter {
  readonly entry: string;
  readonly parameter: string;
  /** `llamafactory.v1` */
  readonly home: string;
}

/** Parameters declared to be of a class that is a dictionary (`PluginConfig`), not a dictionary of anything. */
export function dictionaryParameters(
  entryPoints: readonly EntryPoint[],
  classes: readonly ArgumentClass[],
): readonly DictionaryParameter[] {
  return entryPoints.flatMap(({ name: entry, classes: taken }) =>
    classes
      .filter(({ qualname }) => taken.includes(qualname))
      .flatMap(({ qualname, parameters }) =>
        parameters
          .filter(isNamedDictionary)
          .map(({ name: parameter }) => ({ entry, parameter, home: homeOf(qualname) })),
      ),
  );
}

/** What the code of each one's package looks for in the dictionaries it is given. */
export function extractPlugins(
  context: FactsContext,
  parameters: readonly DictionaryParameter[],
): PluginDictionary[] {
  const { program } = context;
  const homes = new Map<string, ReturnType<typeof unitsOf>>();
  return parameters.flatMap(({ entry, parameter, home }): PluginDictionary[] => {
    const modules = program.modules(home).flatMap((name) => program.module(name) ?? []);
    const units = homes.get(home) ?? unitsOf(program, modules);
    homes.set(home, units);
    const plugins = new Flow(context, units, parameter).run();
    return plugins.length === 0 ? [] : [{ entry, parameter, plugins }];
  });
}

/** The text keeps the class's name where the type is already what it is made of. */
function isNamedDictionary({ type, typeRef }: Parameter): boolean {
  const members = typeRef.kind === 'union' ? typeRef.members : [typeRef];
  const names = type.split(' | ');
  return members.some(
    ({ kind }, index) => kind === 'dict' && /^\w+$/.test(names[index] ?? '') && names[index] !== 'dict',
  );
}

/** The package that holds the folder of a class's module. */
const homeOf = (qualname: string): string => {
  const parts = qualname.split('.');
  return parts.slice(0, Math.max(1, parts.length - 3)).join('.');
};
