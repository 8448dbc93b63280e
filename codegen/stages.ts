import type { StageTime } from '../src/model/sync.ts';

/** Called as a stage begins. */
export type StageListener = (stage: string) => void;

/** Runs the stages of a pipeline one after the other and keeps how long each took. */
export class Stages {
  readonly times: StageTime[] = [];
  private readonly listener: StageListener;

  constructor(listener: StageListener) {
    this.listener = listener;
  }

  async run<T>(stage: string, work: () => T | Promise<T>): Promise<T> {
    this.listener(stage);
    const start = performance.now();
    const result = await work();
    this.times.push({ stage, ms: Math.round((performance.now() - start) * 10) / 10 });
    return result;
  }
}
