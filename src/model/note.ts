import { z } from 'zod';

/** Our own words on one parameter, and the help text they were written for. */
export const Note = z.object({
  /** SHA-256 (hex) of upstream's help at the time of writing; `null` where it has none. */
  help: z.string().nullable(),
  en: z.string().min(1),
  zh: z.string().min(1),
  /** What people call it when they look for it, English and Chinese; found by a search, never shown. */
  words: z.string().optional(),
});
export type Note = z.infer<typeof Note>;

/**
 * `notes.json`: by `Parameter.textKey` without LLaMA Factory's own top package, which was renamed once:
 * `hparams.finetuning_args.LoraArguments.lora_rank`, `transformers.training_args.TrainingArguments.optim`.
 */
export const NotesData = z.record(z.string(), Note);
export type NotesData = z.infer<typeof NotesData>;

/** A note as an answer gives it. `stale`: upstream has changed its help since the note was written. */
export interface ParameterNote {
  readonly en: string;
  readonly zh: string;
  readonly stale: boolean;
}
