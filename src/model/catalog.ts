import { z } from 'zod';
import { Json } from './json.ts';
import { Parameter } from './parameter.ts';
import { Place, Unknown } from './place.ts';
import { PluginDictionary } from './plugin.ts';
import { RuleText } from './rule.ts';

/** Raised whenever the shape of anything under `generated/` changes; a catalog of another version is refused. */
export const SCHEMA_VERSION = 1;

/** Why a class is not fully known: unknown keys of an entry point that takes it are "cannot tell". */
export const Open = z.object({
  /** The base or class that could not be resolved: `mcore_adapter.Seq2SeqTrainingArguments`. */
  missing: z.string(),
  /** The package that would close it: `mcore_adapter`; where the config chooses the class, that place. */
  package: z.string(),
});
export type Open = z.infer<typeof Open>;

/** A dataclass that an entry point takes, composed over its MRO. */
export const ArgumentClass = z.object({
  /** `llamafactory.hparams.finetuning_args.FinetuningArguments`; unique. */
  qualname: z.string(),
  name: z.string(),
  place: Place,
  /** Short names of the MRO, the class itself first, `object` left out. */
  mro: z.array(z.string()),
  open: Open.nullable(),
  /** In the order of Python's `dataclasses.fields`. */
  parameters: z.array(Parameter),
});
export type ArgumentClass = z.infer<typeof ArgumentClass>;

/** What one parser call accepts: an ordered list of classes. */
export const EntryPoint = z.object({
  /** `train`, `infer`, `eval`, `ray`, `train_mca`, `v1`. */
  name: z.string(),
  /** Qualified names into `Catalog.classes`. */
  classes: z.array(z.string()),
  /** The list or call that names the classes. */
  place: Place,
  /** Symbol upstream gives it: `_TRAIN_ARGS`; for a list inside a call the calling function. */
  symbol: z.string(),
  /** Condition under which upstream takes this variant, printed: `USE_MCA=1`; `null` for the ordinary one. */
  when: z.string().nullable(),
  /** Functions of upstream that parse with it, qualified: `llamafactory.hparams.parser.get_train_args`. */
  functions: z.array(z.string()),
  /** `llamafactory-cli` commands that end there: `chat`, `api`, `webchat`, `export`. */
  commands: z.array(z.string()),
  /** The parser itself is told to let unknown keys pass (ray). */
  allowExtraKeys: z.boolean(),
  open: z.array(Open),
});
export type EntryPoint = z.infer<typeof EntryPoint>;

/** A module constant or enum worth reading: `extras/constants.py` and the like. */
export const Constant = z.object({
  name: z.string(),
  qualname: z.string(),
  kind: z.enum(['value', 'enum']),
  place: Place,
  /** The value in JSON (an enum: name to value); absent where it is not constant. */
  value: Json.optional(),
});
export type Constant = z.infer<typeof Constant>;

export const SourceFile = z.object({
  /** `llamafactory/hparams/data_args.py` */
  path: z.string(),
  lines: z.int().nonnegative(),
  sha256: z.string(),
});
export type SourceFile = z.infer<typeof SourceFile>;

/** One of upstream's example configs, reduced to facts: what it sets. */
export const Example = z.object({
  /** Path below `examples/`. */
  path: z.string(),
  entry: z.string(),
  config: z.record(z.string(), Json),
});
export type Example = z.infer<typeof Example>;

export const SourceInfo = z.object({
  /** `release 0.9.5`, `checkout /path`, `environment /path`; for the embedded snapshot `release 0.9.5`. */
  label: z.string(),
  llamafactory: z.string(),
  transformers: z.string().nullable(),
  /** Top package: `llamafactory`, formerly `llmtuner`. */
  package: z.string(),
  /** SHA-256 over the content of all files read and the schema version. */
  fingerprint: z.string(),
});
export type SourceInfo = z.infer<typeof SourceInfo>;

/** A model that upstream names, with where it lies and what it is talked to with. */
export const ModelInfo = z.object({
  name: z.string(),
  /** Id by hub as upstream calls the hubs: `hf`, `ms`, `om`. */
  hubs: z.record(z.string(), z.string()),
  /** Default template; `null` where upstream gives none (base models). */
  template: z.string().nullable(),
  multimodal: z.boolean(),
  place: Place,
});
export type ModelInfo = z.infer<typeof ModelInfo>;

/** A value that `template` may have. */
export const TemplateInfo = z.object({
  name: z.string(),
  /** Has a plugin for images, video or audio. */
  multimodal: z.boolean(),
  place: Place,
});
export type TemplateInfo = z.infer<typeof TemplateInfo>;

/** A config for another program (DeepSpeed, accelerate) that upstream ships for a parameter to name. */
export const ConfigFile = z.object({
  /** Path below `examples/`. */
  path: z.string(),
  /** Parameters of examples that name it or a file beside it: `deepspeed`. */
  parameters: z.array(z.string()),
  config: z.record(z.string(), Json),
});
export type ConfigFile = z.infer<typeof ConfigFile>;

/** An optional package that a config needs installed, as upstream's parser checks it. */
export const PackageNeed = z.object({
  /** As upstream asks for it: `vllm>=0.4.3`. */
  requirement: z.string(),
  /** Parameters on which the check depends. */
  parameters: z.array(z.string()),
  /** The condition in Python's words: `use_galore`. */
  when: z.string(),
  /** Entry points whose parser checks it. */
  entries: z.array(z.string()),
  place: Place,
});
export type PackageNeed = z.infer<typeof PackageNeed>;

/** Everything known of one source: immutable, loaded once, swapped whole. */
export const CatalogData = z.object({
  schemaVersion: z.literal(SCHEMA_VERSION),
  source: SourceInfo,
  /** The files `read_source_file` may serve: upstream's parameter files, in order. */
  files: z.array(SourceFile),
  classes: z.array(ArgumentClass),
  entryPoints: z.array(EntryPoint),
  constants: z.array(Constant),
  examples: z.array(Example),
  /** Absent in catalogs made before models were extracted. */
  models: z.array(ModelInfo).optional(),
  templates: z.array(TemplateInfo).optional(),
  /** These two are absent in catalogs made before they were extracted. */
  configFiles: z.array(ConfigFile).optional(),
  packages: z.array(PackageNeed).optional(),
  /** Absent where no parameter takes a plugin's settings. */
  plugins: z.array(PluginDictionary).optional(),
  unknowns: z.array(Unknown),
});
export type CatalogData = z.infer<typeof CatalogData>;

/** Upstream's own sentences and files; only where the source is at hand, never committed or packed. */
export const TextLayer = z.object({
  fingerprint: z.string(),
  /** By `Parameter.textKey`. */
  help: z.record(z.string(), z.string()),
  /** Class docstrings by qualified name. */
  docs: z.record(z.string(), z.string()),
  /** Labels of the web UI: parameter, language, text. */
  labels: z.record(z.string(), z.record(z.string(), z.string())),
  /** Whole text of `CatalogData.files`, by path. */
  files: z.record(z.string(), z.string()),
  /** Messages of the rules in `rules.json`. */
  rules: RuleText.optional(),
});
export type TextLayer = z.infer<typeof TextLayer>;
