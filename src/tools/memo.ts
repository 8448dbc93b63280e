import type { Catalog } from '../catalog/index.ts';

/** Results kept for one catalog: those an agent or two go on asking about. A filtered list holds some 70 KB. */
const KEPT = 16;

/** Longer questions are not asked twice, and keeping them would let a client fill the memory. */
const LONGEST = 4_000;

/**
 * Remembers what a costly look-up gave, for as long as the catalog is served: an agent asks for the same decisions in
 * several forms (levels, pages, fields). The least recently asked go first.
 */
export function remembered<Question, Result>(
  look: (catalog: Catalog, question: Question) => Result,
): (catalog: Catalog, question: Question) => Result {
  const memories = new WeakMap<Catalog, Map<string, Result>>();
  return (catalog, question) => {
    const memory = memories.get(catalog) ?? new Map<string, Result>();
    memories.set(catalog, memory);
    const key = JSON.stringify(question);
    if (key.length > LONGEST) return look(catalog, question);
    const result = memory.get(key) ?? look(catalog, question);
    memory.delete(key);
    memory.set(key, result);
    for (const oldest of memory.keys()) {
      if (memory.size <= KEPT) break;
      memory.delete(oldest);
    }
    return result;
  };
}
