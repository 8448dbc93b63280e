import type { Place } from './place.ts';

/** `llamafactory/hparams/parser.py:331`, the form used in every answer. */
export const formatPlace = ({ path, line }: Place): string => `${path}:${line}`;
