import { z } from 'zod';
import { ExprNode, Literal, Ref, RuleStep } from './expr.ts';
import { Place, Unknown } from './place.ts';

/**
 * Rules: what upstream's parser does with a config, as data. One ordered list of steps for each entry point, in the
 * order in which Python meets them: the first step whose condition holds and that raises is the parser's answer.
 * Nothing is negated after a step that raises, so every step can be judged by itself and all problems be reported.
 * Messages are upstream's sentences and lie in the text layer (`RuleText`).
 */

/** A Python enum that a rule converts to or compares with. */
export const EnumType = z.object({
  name: z.string(),
  qualname: z.string(),
  /** `str`: `class E(str, Enum)`, compares as text and prints as `E.MEMBER`; `StrEnum` prints as its text. */
  base: z.enum(['plain', 'str', 'StrEnum', 'int']),
  members: z.array(z.object({ name: z.string(), value: Literal })),
});
export type EnumType = z.infer<typeof EnumType>;

/** What assigned a field, in order, and under which condition: the last that holds is the origin. */
const Sources = z.array(z.object({ when: Ref, at: z.int().nonnegative() }));

/** What a field holds when a rule looks at it, where that is not simply the config's value or the default. */
export const Held = z.object({ name: z.string(), value: Ref, sources: Sources });
export type Held = z.infer<typeof Held>;

export const Rule = RuleStep.extend({
  /** Function of upstream that does it: `llamafactory.hparams.parser._verify_model_args`. */
  function: z.string(),
  /** Fields and parameters that its condition and value name, in order of appearance. */
  parameters: z.array(z.string()),
  /** Those of the parameters that were derived before: indices of `EntryRules.held`. */
  held: z.array(z.int().nonnegative()).optional(),
});
export type Rule = z.infer<typeof Rule>;

/** A field whose value after parsing is not simply the config's or the default. */
export const Derivation = z.object({
  /** The composed class: `TrainingArguments`. */
  class: z.string(),
  name: z.string(),
  value: Ref,
  sources: Sources,
});
export type Derivation = z.infer<typeof Derivation>;

export const EntryRules = z.object({
  /** As `EntryPoint.name`. */
  entry: z.string(),
  /** The function executed: `llamafactory.hparams.parser.get_train_args`. */
  function: z.string(),
  /** Composed classes in the order in which the parser makes them, each with the names a config can set. */
  classes: z.array(z.object({ name: z.string(), parameters: z.array(z.string()) })),
  rules: z.array(Rule),
  held: z.array(Held),
  derived: z.array(Derivation),
});
export type EntryRules = z.infer<typeof EntryRules>;

/** `rules.json` */
export const RulesData = z.object({
  /** One table for all entry points. */
  nodes: z.array(ExprNode),
  places: z.array(Place),
  enums: z.array(EnumType),
  entries: z.array(EntryRules),
  /**
   * Nodes that people know by a shorter text: what a field holds for some time by the field's name, `x is None` for the
   * many ways in which that can come about; the third is the text of the opposite.
   */
  labels: z.array(z.union([z.tuple([Ref, z.string()]), z.tuple([Ref, z.string(), z.string()])])),
  /** Calls and constructs that were not understood; what depends on them is "cannot tell". */
  unknowns: z.array(Unknown),
});
export type RulesData = z.infer<typeof RulesData>;

/** The sentences of the rules, part of the text layer: `nodes` continues the table of `RulesData.nodes`. */
export const RuleText = z.object({
  nodes: z.array(ExprNode),
  /** Message by `entry` and index of the rule in it: `train:17`. */
  messages: z.record(z.string(), Ref),
});
export type RuleText = z.infer<typeof RuleText>;
