import type { SourceContext } from './source/index.ts';

/** The process as the command sees it. */
export interface CodegenIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  out(text: string): void;
  err(text: string): void;
  /** What is being done now; shown where a person is watching, on work over a second. */
  progress(text: string): void;
  /** Calls back once, when the process is told to end. */
  onStop(listener: () => void): void;
}

export const sourceContext = (io: CodegenIo, offline: boolean | undefined): SourceContext => ({
  env: io.env,
  cwd: io.cwd,
  offline: offline ?? false,
  onProgress: ({ stage, detail }) => io.progress(`${stage} ${detail}`),
});
