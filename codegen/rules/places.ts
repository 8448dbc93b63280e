import type { Place, Unknown } from '../../src/model/index.ts';
import type { Span } from '../python/ast.ts';
import type { Frame } from './frame.ts';

const GONE: Place = { path: '', line: 1 };

/** Lines of source, each once; nodes and items refer to them by index. */
export class Places {
  readonly list: Place[] = [];
  readonly #known = new Map<string, number>();

  add(path: string, line: number): number {
    const key = `${path}:${line}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.list.push({ path, line });
    this.#known.set(key, this.list.length - 1);
    return this.list.length - 1;
  }

  /** Where Python says an operation is done: the line its node begins on. */
  of(frame: Frame, node: Span): number {
    if (frame.calledAt !== null) return frame.calledAt;
    return this.add(frame.module.path, node.line);
  }

  /** Attributes and method calls: the line of the attribute's name, which ends the expression. */
  ofName(frame: Frame, node: Span): number {
    if (frame.calledAt !== null) return frame.calledAt;
    return this.add(frame.module.path, node.endLine);
  }

  /** The source has moved on: each line is where it is now, and those that are gone are no line any more. */
  move(now: (place: Place) => Place | null): void {
    this.#known.clear();
    this.list.forEach((place, index) => {
      const moved = now(place);
      this.list[index] = moved ?? GONE;
      if (moved !== null) this.#known.set(`${moved.path}:${moved.line}`, index);
    });
  }

  unknown(at: number, reason: string): Unknown {
    return { place: this.list[at] ?? { path: '', line: 1 }, reason };
  }
}
