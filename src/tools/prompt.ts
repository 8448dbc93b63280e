import type { Catalog } from '../catalog/index.ts';

export interface PromptArgument {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** Every value that makes sense with the other arguments given so far; an argument without it is free text. */
  values?(catalog: Catalog, given: Readonly<Record<string, string>>): readonly string[];
}

/** A request that a user picks from a menu: it becomes one message that already holds what the model needs. */
export interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly PromptArgument[];
  /** The text of the user's message. Throws UserError for values that mean nothing. */
  build(catalog: Catalog, args: Readonly<Record<string, string>>): string;
}
