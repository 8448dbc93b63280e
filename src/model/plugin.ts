import { z } from 'zod';
import { Json } from './json.ts';
import { Place } from './place.ts';

/** A key that upstream's code looks for in a plugin's dictionary, typed as far as its source says. */
export const PluginKey = z.object({
  name: z.string(),
  /** Python's annotation as text; absent where the key is only read. */
  type: z.string().optional(),
  default: Json.optional(),
  choices: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  place: Place,
});
export type PluginKey = z.infer<typeof PluginKey>;

/** What is read from a dictionary by the plugin that its `name` chooses. */
export const PluginKeys = z.object({
  /** The name it is registered under; `null` for the code that reads the dictionary whatever it names. */
  plugin: z.string().nullable(),
  keys: z.array(PluginKey),
  /** Other plugins that it hands the dictionary on to. */
  handsTo: z.array(z.string()),
  /** It hands the dictionary to code that was not read: more keys may have an effect. */
  open: z.boolean(),
  /** It makes an object of exactly these keys and so fails on any other. */
  only: z.object({ keys: z.array(z.string()), place: Place }).nullable(),
});
export type PluginKeys = z.infer<typeof PluginKeys>;

/** A parameter that takes the settings of a plugin as a dictionary: `peft_config` of `v1`. */
export const PluginDictionary = z.object({
  entry: z.string(),
  parameter: z.string(),
  plugins: z.array(PluginKeys),
});
export type PluginDictionary = z.infer<typeof PluginDictionary>;
