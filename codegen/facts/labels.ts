import { moduleScope } from '../python/scope.ts';
import { type PyValue, str } from '../python/value.ts';
import type { FactsContext } from './context.ts';

type Labels = Record<string, Record<string, string>>;

/**
 * Labels of the web UI by parameter and language: a module-level dictionary from component to language to texts
 * (`{"lora_rank": {"en": {"label": …, "info": …}}}`), in whichever module it stands.
 */
export function extractLabels(context: FactsContext, parameters: readonly string[]): Labels {
  const names = new Set(parameters);
  const labels: Labels = {};
  for (const table of labelTables(context)) {
    for (const [component, languages] of table.entries.items()) {
      if (component.type !== 'str' || !names.has(component.value) || languages.type !== 'dict') continue;
      const texts = languages.entries.items().flatMap(([language, item]): [string, string][] => {
        const text = labelText(item);
        return language.type === 'str' && text !== undefined ? [[language.value, text]] : [];
      });
      if (texts.length > 0) labels[component.value] = Object.fromEntries(texts);
    }
  }
  return labels;
}

function labelTables(context: FactsContext): Extract<PyValue, { type: 'dict' }>[] {
  return context.program
    .modules(context.package)
    .filter((name) => context.program.says(name, '"label"') && context.program.says(name, '"en"'))
    .flatMap((name) => context.program.module(name) ?? [])
    .flatMap((module) =>
      [...moduleScope(module).definitions.byName.keys()].flatMap((name) => {
        const value = context.constants.global(module, name);
        return value.type === 'dict' && value.entries.values().some(isLanguages) ? [value] : [];
      }),
    );
}

const isLanguages = (value: PyValue): boolean =>
  value.type === 'dict' && value.entries.get(str('en'))?.type === 'dict';

/** The label and, where there is one, the explanation under it. */
function labelText(item: PyValue): string | undefined {
  if (item.type !== 'dict') return undefined;
  const part = (name: string): string | undefined => {
    const value = item.entries.get(str(name));
    return value?.type === 'str' ? value.value : undefined;
  };
  const [label, info] = [part('label') ?? part('value'), part('info')];
  return label === undefined ? undefined : info === undefined ? label : `${label}: ${info}`;
}
