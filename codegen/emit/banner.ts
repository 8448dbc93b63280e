import type { SourceInfo } from '../../src/model/catalog.ts';

/** The lines at the head of a generated file that can hold comments. */
export const banner = (source: SourceInfo, command: string): readonly string[] => [
  `Generated from LLaMA Factory ${source.llamafactory} with transformers ${source.transformers ?? '(none)'} (${source.label}).`,
  `Fingerprint ${source.fingerprint}`,
  `Made by \`${command}\`. Do not edit: edit codegen/emit instead, and run it again.`,
];
