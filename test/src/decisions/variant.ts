import type { ArgumentClass, CatalogData, Parameter } from '../../../src/model/index.ts';
import { catalogData } from '../../fixtures/catalog.ts';

/** The fixture's catalog with another FinetuningArguments: what upstream's next release may bring. */
export const withFinetuning = (change: (composed: ArgumentClass) => ArgumentClass): CatalogData => ({
  ...catalogData,
  classes: catalogData.classes.map((composed) =>
    composed.name === 'FinetuningArguments' ? change(composed) : composed,
  ),
});

const field = (owner: string, name: string, type: 'bool' | 'int', value: boolean | number): Parameter => ({
  name,
  class: 'FinetuningArguments',
  owner,
  type,
  typeRef: { kind: 'primitive', name: type },
  default: { kind: 'value', value, repr: String(value) },
  required: false,
  init: true,
  place: { path: 'llamafactory/hparams/finetuning_args.py', line: 300 },
  helpHash: null,
  textKey: `llamafactory.hparams.finetuning_args.${owner}.${name}`,
});

/** A mixin with a switch of its own, as GaLore came to upstream. */
export const mixedIn = (composed: ArgumentClass, name: string): ArgumentClass => ({
  ...composed,
  mro: [composed.name, `${name}Arguments`, ...composed.mro.slice(1)],
  parameters: [
    field(`${name}Arguments`, `use_${name.toLowerCase()}`, 'bool', false),
    field(`${name}Arguments`, `${name.toLowerCase()}_rank`, 'int', 4),
    ...composed.parameters,
  ],
});

/** One more choice of a gate, and a mixin whose fields begin with its name. */
export const withMethod = (composed: ArgumentClass, method: string): ArgumentClass => ({
  ...composed,
  parameters: [
    field('NewArguments', `${method}_rank`, 'int', 4),
    ...composed.parameters.map((parameter) =>
      parameter.name === 'finetuning_type' && parameter.choices !== undefined
        ? { ...parameter, choices: { ...parameter.choices, values: [...parameter.choices.values, method] } }
        : parameter,
    ),
  ],
});
