const texts = new WeakMap<object, string>();

/** Keeps the JSON text of a part that many answers have; it must not be changed from then on. */
export const keepJson = <Part extends object>(part: Part): Part => {
  texts.set(part, JSON.stringify(part));
  return Object.freeze(part);
};

/** As `JSON.stringify`, with the kept text of what stands in a list that is a member of the whole. */
export const printJson = (whole: unknown): string => {
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) return JSON.stringify(whole);
  const members: string[] = [];
  for (const [name, value] of Object.entries(whole)) {
    const text = Array.isArray(value) ? listText(value) : JSON.stringify(value);
    if (text !== undefined) members.push(`${JSON.stringify(name)}:${text}`);
  }
  return `{${members.join(',')}}`;
};

const listText = (list: readonly unknown[]): string => {
  if (list.length === 0 || !isKept(list[0])) return JSON.stringify(list);
  return `[${list.map((part) => (isKept(part) ? texts.get(part) : JSON.stringify(part)) ?? 'null').join(',')}]`;
};

const isKept = (part: unknown): part is object =>
  typeof part === 'object' && part !== null && texts.has(part);
