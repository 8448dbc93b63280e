/** A step of work that may last over a second, told as it begins. */
export interface Progress {
  /** `fetch` or `search`. */
  readonly stage: string;
  /** `transformers 5.6.0` */
  readonly detail: string;
}

/** What finding and fetching a source depends on besides its arguments. */
export interface SourceContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  /** Never run pip: only what the cache holds. */
  readonly offline: boolean;
  readonly onProgress: (progress: Progress) => void;
}
