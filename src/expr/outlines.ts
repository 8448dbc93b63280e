import type { Aspects } from './aspects.ts';
import type { Group, Groups, Told } from './groups.ts';
import { inOrder } from './judge.ts';
import type { PyDict } from './python/value.ts';
import type { Recalled, RecalledMet } from './recalled.ts';
import { type Noted, type Outline, Report } from './report.ts';
import type { Finding } from './verdict.ts';
import { Worth } from './worth.ts';

/** More kinds of configs than this are hardly met again. */
const MOST_KNOWN = 5000;

/** What is known of configs with one signature. */
interface Known {
  readonly outline: Outline<Recalled>;
  /** What came of the groups that need not be asked again. */
  readonly settled: readonly RecalledMet[];
  /** Those that look at files, or at what has no number: to be asked of each config. */
  readonly open: readonly Group<RecalledMet>[];
}

export type MakeFinding = (met: RecalledMet, standing: Finding['standing']) => Finding;

/**
 * The outlines of verdicts by what all rules together can tell apart. A config is as many classes of values as it has
 * keys: one step a key leads to what asking each group of rules would come to.
 */
export class Outlines {
  readonly #groups: Groups<RecalledMet>;
  readonly #aspects: Aspects;
  readonly #make: MakeFinding;
  readonly #known = new Map<string, Known>();
  readonly #worth = new Worth();

  constructor(groups: Groups<RecalledMet>, aspects: Aspects, make: MakeFinding) {
    this.#groups = groups;
    this.#aspects = aspects;
    this.#make = make;
  }

  /** Of the config at hand. */
  of(config: PyDict): Outline<Recalled> {
    if (!this.#worth.isTry()) return this.#outline(this.#groups.met(config));
    const signature = this.#aspects.signature();
    const known = signature === undefined ? undefined : this.#known.get(signature);
    this.#worth.note(known !== undefined);
    if (known === undefined) return this.#learn(this.#groups.told(config));
    if (known.open.length === 0) return known.outline;
    const asked = known.open.flatMap((group) => this.#groups.ask(group));
    return this.#outline([...known.settled, ...asked].sort(inOrder));
  }

  /** @param met by its rules' order */
  #outline(met: readonly RecalledMet[]): Outline<Noted<RecalledMet>> {
    const report = new Report<RecalledMet>();
    for (const each of met) report.add(each);
    return report.outline();
  }

  #learn(told: readonly Told<RecalledMet>[]): Outline<Recalled> {
    const settled: RecalledMet[] = [];
    const open: Group<RecalledMet>[] = [];
    for (const { group, met } of told) {
      const asked = group.recall.asked(this.#aspects);
      if (asked === null) open.push(group);
      else this.#aspects.decideBy(asked);
      if (asked !== null) settled.push(...met);
    }
    const plain = this.#outline(told.flatMap(({ met }) => met).sort(inOrder));
    const outline =
      open.length > 0 ? plain : { ...plain, noted: plain.noted.map((noted) => this.#said(noted)) };
    this.#keep({ outline, settled, open });
    return outline;
  }

  /** Aspects that decide may have come along: the signature is another one now. */
  #keep(known: Known): void {
    const signature = this.#aspects.signature();
    if (signature === undefined) return;
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(signature, known);
  }

  #said({ met, standing }: Noted<RecalledMet>): Recalled {
    const finding = this.#make(met, standing);
    const asked = met.core.asked(this.#aspects);
    const core = met.core.known(this.#aspects) ?? null;
    if (asked === null || core === null) return { met, standing };
    this.#aspects.decideBy(asked);
    const isSettled = core.findings[standing].asked(this.#aspects)?.every(({ decides }) => decides) === true;
    return { met, standing, finding: isSettled ? finding : null, core };
  }
}
