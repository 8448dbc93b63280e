/** The same, each text once; all are forgotten when there are more than `most`, so that no stream fills the memory. */
export const remembered = <Result>(
  most: number,
  make: (text: string) => Result,
): ((text: string) => Result) => {
  const known = new Map<string, Result>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined || known.has(text)) return before as Result;
    const made = make(text);
    if (known.size >= most) known.clear();
    known.set(text, made);
    return made;
  };
};
