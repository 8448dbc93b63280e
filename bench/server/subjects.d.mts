import type { Form } from './question.mjs';

export interface Subject {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** How it takes its port: by a flag, else by BENCH_PORT. */
  readonly port?: string;
  readonly form: Form;
  readonly python?: boolean;
  /** Answers a hundred thousand calls in seconds. */
  readonly quick?: boolean;
}

export declare const SUBJECTS: readonly Subject[];
export declare const OVER_STDIO: Pick<Subject, 'command' | 'args'>;
export declare const PYTHON: string;
export declare function installPython(): boolean;
