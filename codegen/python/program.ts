import type { Module } from './ast.ts';

/**
 * The files a Program is made of. Implemented by `codegen/source` over a folder, an archive or an environment,
 * and by tests over a plain record. Paths use `/` and begin with the top package: `llamafactory/hparams/parser.py`.
 */
export interface SourceFiles {
  /** Text of a file, or `undefined` if there is none. */
  read(path: string): string | undefined;
  /** Every `.py` path below a folder (`llamafactory`, `transformers/integrations`), sorted. */
  list(under: string): readonly string[];
}

/** A parsed module. Parsed on first use, then kept: a Program over unchanged files never parses one twice. */
export interface PyModule {
  /** Dotted name: `llamafactory.hparams.parser`. */
  readonly name: string;
  /** Path as it appears in answers: `llamafactory/hparams/parser.py`. */
  readonly path: string;
  readonly isPackage: boolean;
  readonly ast: Module;
}
