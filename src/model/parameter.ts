import { z } from 'zod';
import { Json } from './json.ts';
import { Place } from './place.ts';
import { TypeRef } from './type-ref.ts';

/** A field's default as Python makes it. `repr` keeps what JSON loses: `1.0` is not `1`. */
export const Default = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('required') }),
  z.object({
    kind: z.literal('value'),
    /** The value in JSON: an enum gives its value, a factory what it makes, inf and nan their Python text. */
    value: Json,
    /** Python's repr of that value: `'sft'`, `5e-05`, `1.0`, `None`. */
    repr: z.string(),
    /** Set when a factory makes it: `list`. */
    factory: z.string().optional(),
    /** Set when the value is that of an up-to-date environment: what it hangs on, `package versions`. */
    assumes: z.string().optional(),
  }),
  z.object({ kind: z.literal('unknown'), reason: z.string() }),
]);
export type Default = z.infer<typeof Default>;

export const Choices = z.object({
  values: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** What lists them: the annotation's Literal or enum, or the field's metadata. */
  from: z.enum(['literal', 'enum', 'metadata']),
});

/** One dataclass field as the composed class has it. */
export const Parameter = z.object({
  name: z.string(),
  /** Short name of the composed class that the parser takes: `FinetuningArguments`. */
  class: z.string(),
  /** Short name of the class that declares it (the first in the MRO): `LoraArguments`. */
  owner: z.string(),
  /** Python's resolved annotation as text: `str | None`. */
  type: z.string(),
  typeRef: TypeRef,
  default: Default,
  choices: Choices.optional(),
  /** Without a default: the parser refuses a config that lacks it. */
  required: z.boolean(),
  /** `false`: a field that no config can set. */
  init: z.boolean(),
  place: Place,
  /** SHA-256 (hex) of upstream's help text, `null` where it has none. The text itself is in the text layer. */
  helpHash: z.string().nullable(),
  /** Key of the help in the text layer: `llamafactory.hparams.finetuning_args.LoraArguments.lora_rank`. */
  textKey: z.string(),
});
export type Parameter = z.infer<typeof Parameter>;
