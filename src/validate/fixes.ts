import type { Checker } from '../expr/checker.ts';
import { sameValue } from '../expr/compile.ts';
import type { Environment } from '../expr/environment.ts';
import { moveOf } from '../expr/moved.ts';
import { fromJson } from '../expr/python/from-json.ts';
import type { PyDict, Value } from '../expr/python/value.ts';
import type { Finding } from '../expr/verdict.ts';
import type { Parameter } from '../model/index.ts';
import type { EntryView } from './entry-view.ts';
import { LAUNCHED } from './environment.ts';
import { isNews } from './merge.ts';
import { showValue } from './show.ts';
import { fitOf } from './type-check.ts';

/** Each trial asks one rule; only what satisfies it is judged whole. */
const MAX_TRIALS = 60;
const MAX_JUDGED = 8;
const MAX_FIXES = 3;
/** Proposals for one parameter: the first two choices that work say enough. */
const MAX_EACH = 2;

/** What is being mended, and with what it is judged. */
export interface Patient {
  readonly config: PyDict;
  readonly view: EntryView;
  readonly checker: Checker;
  readonly environment: Environment;
  /** Everything that was found, the finding itself included. */
  readonly findings: readonly Finding[];
}

/**
 * Single changes after which a rule no longer applies and nothing certain takes its place. Found by trying, so that they
 * are right whatever the condition looks like. The smallest come first: to set what is not set, then to change what few
 * rules read; what nearly every run sets (`stage`, `do_train`) was meant, and is only touched where nothing else helps.
 * What only another launch wants is no matter of the config.
 */
export const findFixes = (finding: Finding, patient: Patient): readonly string[] => {
  const { checker, environment, config: whole } = patient;
  const { launched } = environment;
  if (launched !== undefined && !checker.meets(finding.rule, whole, launched)) return [LAUNCHED];
  const before = new Set(patient.findings.filter(isTold).map(keyOf));
  const each = new Map<string, number>();
  const fixes: Trial[] = [];
  let judged = 0;
  for (const trial of trials(finding, patient).slice(0, MAX_TRIALS)) {
    const { name } = trial;
    if (fixes.length === MAX_FIXES || judged === MAX_JUDGED) break;
    if ((each.get(name) ?? 0) === MAX_EACH || (trial.undoes && fixes.length > 0)) continue;
    if (fixes.some(({ text }) => text === trial.text)) continue;
    const config = trial.config();
    if (checker.meets(finding.rule, config, environment)) continue;
    judged += 1;
    const after = checker.run(config, environment, isTold).findings;
    const isWorse = (each: Finding): boolean =>
      !before.has(keyOf(each)) && !(trial.completes && each.kind === 'warning');
    if (after.some((each) => keyOf(each) === keyOf(finding) || isWorse(each))) continue;
    each.set(name, (each.get(name) ?? 0) + 1);
    fixes.push(trial);
    if (trial.settles) break;
  }
  return fixes.map(({ text }) => text);
};

/** What would be said for certain. */
const isTold = (finding: Pick<Finding, 'kind' | 'certainty' | 'standing'>): boolean =>
  finding.certainty === 'certain' && isNews(finding);

/** One rule may fail at several places: each is a finding of its own. */
const keyOf = ({ rule, place }: Finding): string => `${rule}:${place.line}`;

interface Trial {
  readonly name: string;
  readonly text: string;
  /** Made when it is tried: most are not. */
  config(): PyDict;
  /** Takes back what a user surely meant. */
  readonly undoes: boolean;
  /** Sets what nearly every run sets: what is then warned of was only not said yet. */
  readonly completes: boolean;
  /** Loses nothing: no other is needed. */
  readonly settles?: true;
}

const trials = (finding: Finding, patient: Patient): readonly Trial[] => {
  const { config, view, checker } = patient;
  const reach = (name: string): number => checker.rulesFor(name).length;
  /** `dataset: null` is not set, as upstream takes it. */
  const isSet = (each: Parameter): boolean => {
    const value = config.get(each.name);
    return value !== undefined && !(value === null && isDefault(each, value));
  };
  const involved = [...new Set(finding.parameters)]
    .flatMap((name) => view.parameters.get(name) ?? [])
    .filter(({ init }) => init);
  const given = involved.filter(isSet).toSorted((a, b) => reach(a.name) - reach(b.name));
  const absent = involved
    .filter((each) => !isSet(each))
    .toSorted((a, b) => view.examples(b.name) - view.examples(a.name));
  /** Left out by nearly nobody, and it has a value all the same: to give it another one is to want another run. */
  const isChoice = ({ name, choices }: Parameter): boolean => choices !== undefined && view.isStaple(name);
  const mentioned = ({ name, typeRef }: Parameter): readonly Value[] =>
    checker.constantsFor(finding.rule, name).filter((value) => fitOf(value, typeRef) === 'fits');
  const addition = (each: Parameter) => additions(each, mentioned(each), patient);
  return [
    ...move(finding, patient),
    ...absent.filter((each) => !isChoice(each)).flatMap(addition),
    ...given.flatMap((each) => alterations(each, mentioned(each), patient, view.isStaple(each.name))),
    ...absent.filter(isChoice).flatMap(addition),
  ];
};

/** A warning about one parameter alone: its value may go where upstream hands it on to. */
const move = (finding: Finding, { config, view, checker, environment }: Patient): readonly Trial[] => {
  const [name, ...others] = finding.parameters;
  if (finding.kind !== 'warning' || name === undefined || others.length > 0) return [];
  const found = moveOf(name, config, checker, environment, view.parameters);
  if (found === undefined) return [];
  const text = `${found.name}: ${showValue(found.value)} instead of ${name}`;
  return [{ name, text, config: () => found.config, undoes: false, completes: false, settles: true }];
};

/** A value is shown where there are only so many; else only that there must be one. */
const additions = (
  parameter: Parameter,
  mentioned: readonly Value[],
  { config, view }: Patient,
): readonly Trial[] => {
  const { name } = parameter;
  const trial = (value: Value, text: string): Trial => ({
    name,
    text,
    config: () => config.copy().set(name, value),
    undoes: false,
    completes: view.isStaple(name),
  });
  const isNew = (value: Value): boolean => value !== null && !isDefault(parameter, value);
  const named = [...candidates(parameter), ...mentioned].filter(isNew);
  const usual = view.usual(name);
  const others = [...(usual === undefined ? [] : [fromJson(usual)]), ...samples(parameter)].filter(isNew);
  return [
    ...named.map((value) => trial(value, `${name}: ${showValue(value)}`)),
    ...(candidates(parameter).length > 0 ? [] : others.map((value) => trial(value, `set ${name}`))),
  ];
};

/** To leave a key out is to give it its default, so that value is not tried as well. */
const alterations = (
  parameter: Parameter,
  mentioned: readonly Value[],
  { config }: Patient,
  undoes: boolean,
): readonly Trial[] => {
  const { name, required } = parameter;
  const current = config.get(name);
  const others = [...candidates(parameter), ...mentioned]
    .filter((value) => value !== null && (required || !isDefault(parameter, value)))
    .filter((value) => current === undefined || !sameValue(current, value))
    .map((value) => ({
      name,
      text: `${name}: ${showValue(value)}`,
      config: () => config.copy().set(name, value),
      undoes,
      completes: false,
    }));
  const rest = (): PyDict => {
    const left = config.copy();
    left.delete(name);
    return left;
  };
  const removal = required ? [] : [{ name, text: `remove ${name}`, config: rest, undoes, completes: false }];
  return [...removal, ...others];
};

const membersOf = ({ typeRef }: Parameter) => (typeRef.kind === 'union' ? typeRef.members : [typeRef]);

const candidates = (parameter: Parameter): readonly Value[] => {
  if (parameter.choices !== undefined) return parameter.choices.values;
  const isTruth = membersOf(parameter).some((type) => type.kind === 'primitive' && type.name === 'bool');
  return isTruth ? [true, false] : [];
};

/** Values of the declared type, where the condition may only ask whether there is one, or how large it is. */
const samples = (parameter: Parameter): readonly Value[] =>
  membersOf(parameter).flatMap((type): readonly Value[] => {
    if (type.kind === 'list') return [['…']];
    if (type.kind !== 'primitive') return [];
    return { str: ['…'], int: [1, 1000], float: [0.5], bool: [], bytes: [] }[type.name];
  });

const isDefault = (parameter: Parameter, value: Value): boolean =>
  parameter.default.kind === 'value' && sameValue(fromJson(parameter.default.value), value);
