import type { Checker } from '../expr/checker.ts';
import type { Environment } from '../expr/environment.ts';
import { equals } from '../expr/python/compare.ts';
import type { PyDict, Value } from '../expr/python/value.ts';
import type { Finding } from '../expr/verdict.ts';
import type { Parameter } from '../model/index.ts';
import { showValue } from './show.ts';

/** Each trial judges the whole config once more. */
const MAX_TRIALS = 16;
const MAX_FIXES = 3;

/**
 * Single changes after which a rule no longer applies and no new error takes its place: a key left out, a truth value
 * turned round, another choice. Found by trying, so that they are right whatever the condition looks like.
 */
export const findFixes = (
  finding: Finding,
  config: PyDict,
  parameters: ReadonlyMap<string, Parameter>,
  checker: Checker,
  environment: Environment,
): readonly string[] => {
  const before = checker.run(config, environment).findings.filter(isError).length;
  const fixes: string[] = [];
  for (const trial of trials(finding, config, parameters).slice(0, MAX_TRIALS)) {
    const { findings } = checker.run(trial.config, environment);
    const errors = findings.filter(isError);
    const gone = !errors.some(
      ({ rule, place }) => rule === finding.rule && place.line === finding.place.line,
    );
    if (gone && errors.length < before) fixes.push(trial.text);
    if (fixes.length === MAX_FIXES) break;
  }
  return fixes;
};

const isError = ({ kind, certainty }: Finding): boolean => kind !== 'warning' && certainty === 'certain';

interface Trial {
  readonly text: string;
  readonly config: PyDict;
}

/** Changes to what the config sets come before additions to it. */
const trials = (
  finding: Finding,
  config: PyDict,
  parameters: ReadonlyMap<string, Parameter>,
): readonly Trial[] => {
  const names = finding.parameters.filter((name) => parameters.get(name)?.init);
  const given = names.filter((name) => config.has(name));
  const absent = names.filter((name) => !config.has(name));
  return [
    ...given.flatMap((name) => withoutKey(config, name, parameters.get(name))),
    ...given.flatMap((name) => otherValues(config, name, parameters.get(name))),
    ...absent.flatMap((name) => otherValues(config, name, parameters.get(name))),
  ];
};

const withoutKey = (config: PyDict, name: string, parameter: Parameter | undefined): readonly Trial[] => {
  if (parameter === undefined || parameter.required) return [];
  const copy = config.copy();
  copy.delete(name);
  return [{ text: `remove ${name}`, config: copy }];
};

const otherValues = (config: PyDict, name: string, parameter: Parameter | undefined): readonly Trial[] => {
  const current = config.get(name);
  return candidates(parameter)
    .filter((value) => current === undefined || equals(current, value) !== true)
    .filter((value) => current !== undefined || !isDefault(parameter, value))
    .map((value) => ({ text: `${name}: ${showValue(value)}`, config: config.copy().set(name, value) }));
};

const candidates = (parameter: Parameter | undefined): readonly Value[] => {
  if (parameter === undefined) return [];
  if (parameter.choices !== undefined) return parameter.choices.values;
  const members = parameter.typeRef.kind === 'union' ? parameter.typeRef.members : [parameter.typeRef];
  return members.some((type) => type.kind === 'primitive' && type.name === 'bool') ? [true, false] : [];
};

const isDefault = (parameter: Parameter | undefined, value: Value): boolean =>
  parameter?.default.kind === 'value' && parameter.default.value === value;
