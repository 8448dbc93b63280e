/** Whether a stream repeats itself enough for it to be worth looking for what came before. */
export class Worth {
  #tries = 0;
  #hits = 0;
  #skipped = 0;

  /** Where looking found next to nothing it is done now and then: the stream may have changed. */
  isTry(): boolean {
    if (this.#tries < ENOUGH || this.#hits * LEAST >= this.#tries) return true;
    this.#skipped += 1;
    return this.#skipped % SELDOM === 0;
  }

  note(isHit: boolean): void {
    this.#tries += 1;
    if (isHit) this.#hits += 1;
    if (this.#tries < 4 * ENOUGH) return;
    this.#tries /= 2;
    this.#hits /= 2;
  }
}

const ENOUGH = 400;
const LEAST = 4;
const SELDOM = 32;
