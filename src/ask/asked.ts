import type { Catalog } from '../catalog/index.ts';
import type { Answer, Language } from './answer.ts';
import type { Entities } from './link.ts';
import type { Question } from './text.ts';

/** What an answer is made from. */
export interface Asked {
  readonly catalog: Catalog;
  readonly question: Question;
  readonly entities: Entities;
  readonly language: Language;
}

export type Body = Omit<Answer, 'question'>;
