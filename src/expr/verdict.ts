import type { Place, RuleKind } from '../model/index.ts';
import type { Value } from './python/value.ts';

/** One rule that a config meets. */
export interface Finding {
  /**
   * `error`: upstream's own check; `partial`: an operation that fails on these values (`'a' < 1`);
   * `requirement`: a package that must be there; `mayRaise`: code outside is called that may refuse;
   * `warning`: upstream only logs.
   */
  readonly kind: RuleKind;
  /** `certain`: it happens. `conditional`: it depends on what is not known, see `on`. */
  readonly certainty: 'certain' | 'conditional';
  /**
   * `first`: what the real parser raises (the first certain one). `also`: a further problem that stands by itself.
   * `consequence`: found only after an earlier certain error about the same parameters, or fails because of it;
   * it may go away with it. Conditional findings, warnings and requirements of `conditional` certainty are `also`.
   */
  readonly standing: 'first' | 'also' | 'consequence';
  /** Innermost line of upstream's source that raises, as a traceback would show it. */
  readonly place: Place;
  /** Function of upstream whose rule it is. */
  readonly function: string;
  /** `ValueError`; `null` for warnings. */
  readonly exception: string | null;
  /**
   * Parameters that its condition reads, in its order: those that met it, then the others. Where a derived value met it
   * (`do_eval`), the parameters that made it so follow it (`eval_strategy`).
   */
  readonly parameters: readonly string[];
  /** How many of `parameters` met it. */
  readonly deciding: number;
  /** The condition for people: `finetuning_type != "lora" and use_dora`; '' where it always happens. */
  readonly condition: string;
  /** Values of `parameters` as the condition saw them. */
  readonly values: ReadonlyMap<string, Value>;
  /** Those of the values that are neither the config's nor the default. */
  readonly origins: ReadonlyMap<string, ValueOrigin>;
  /** Atoms and unknowns that a conditional finding waits for. */
  readonly on: readonly string[];
  /** `requirement`: `vllm>=0.4.3`; `mayRaise`: what is called; unknown keys: none, see `unknownKeys`. */
  readonly subject: string | null;
  /** Index of the rule in its entry point: key of its message in the text layer, `train:17`. */
  readonly rule: number;
  /** Set on the finding for keys that no class takes. */
  readonly unknownKeys: readonly string[] | null;
}

/** Whether the finding for a rule that is met is worth making, told before the work of making it. */
export type Wanted = (
  met: Pick<Finding, 'kind' | 'certainty' | 'standing' | 'rule' | 'condition'> & {
    /** All that can be among its `parameters`. */
    readonly mayInvolve: ReadonlySet<string>;
  },
) => boolean;

/** What made the value of a parameter that a rule looks at. */
export interface ValueOrigin {
  /** The assignment. */
  readonly place: Place;
  /** Parameters that decided it; empty where the machine did. */
  readonly from: readonly string[];
}

/** The effective value of a field after parsing. */
export interface DerivedValue {
  readonly class: string;
  readonly value: Value;
  /** What assigned it last; `null`: it is the config's value or the default. */
  readonly place: Place | null;
}

export interface Verdict {
  /** No certain error: the real parser accepts it, as far as can be told. */
  readonly accepted: boolean;
  /** Nothing conditional came before what was decided: the verdict holds in any environment. */
  readonly certain: boolean;
  /** What the real parser raises: the first certain error. */
  readonly first: Finding | null;
  /** Everything met, in the order of the parser. */
  readonly findings: readonly Finding[];
  /** Fields that end different from config or default may be here; keyed by `Class.name`. Computed when asked. */
  derived(): ReadonlyMap<string, DerivedValue>;
  /** One of them, without the others. */
  derivedOf(key: string): DerivedValue | undefined;
}

/**
 * What decides a parameter when only some of a config is known ("decisions"): with stage=ppo, `reward_model` is
 * required; with finetuning_type=full, `use_dora` is forbidden.
 */
export interface Constraint {
  readonly parameter: string;
  /** `required`: its default raises; `forbidden`: setting it so raises. */
  readonly kind: 'required' | 'forbidden';
  /** For people, what remains of the condition once the decisions are put in: `use_dora`, `max_steps == -1`. */
  readonly condition: string;
  readonly place: Place;
  readonly function: string;
  readonly rule: number;
  /** Not only on the decisions: atoms it also depends on. */
  readonly on: readonly string[];
}
