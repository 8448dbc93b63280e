/**
 * The first sentences of a text, as many whole ones as fit into `atMost` characters, but one at least. English and
 * Chinese; a stop inside a name (`dataset_info.json`, `0.5`) or before a small letter (`e.g. this`) ends no sentence.
 */
export const opening = (text: string, atMost: number): string => {
  const sentences = text.split(/(?<=[.!?])\s+(?=[^\p{Ll}])|(?<=[。！？])/u);
  let taken = sentences[0] ?? '';
  for (const sentence of sentences.slice(1)) {
    const longer = `${taken}${/[。！？]$/u.test(taken) ? '' : ' '}${sentence}`;
    if (longer.length > atMost) break;
    taken = longer;
  }
  return taken;
};
