import { z } from 'zod';

/** A line of upstream's source. `path` begins with the top package: `llamafactory/hparams/parser.py`. */
export const Place = z.object({ path: z.string(), line: z.int().positive() });
export type Place = z.infer<typeof Place>;

/** Something the extractor met and does not understand. Listed by `codegen`, never guessed at. */
export const Unknown = z.object({ place: Place, reason: z.string() });
export type Unknown = z.infer<typeof Unknown>;
