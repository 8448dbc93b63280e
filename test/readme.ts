/** One command of a `console` block and what the README shows of its output; a line `…` stands for any lines. */
export interface Transcript {
  readonly command: string;
  readonly shown: readonly string[];
}

interface Block {
  readonly language: string;
  readonly lines: readonly string[];
}

const blocksOf = (markdown: string): readonly Block[] =>
  [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', body = '']) => ({
    language,
    lines: body.trimEnd().split('\n'),
  }));

/** Text of every block in a language. */
export const blocks = (markdown: string, language: string): readonly string[] =>
  blocksOf(markdown)
    .filter((block) => block.language === language)
    .map(({ lines }) => lines.join('\n'));

export const transcripts = (markdown: string): readonly Transcript[] =>
  blocksOf(markdown)
    .filter(({ language }) => language === 'console')
    .flatMap(({ lines }) => {
      const starts = lines.flatMap((line, at) => (line.startsWith('$ ') ? [at] : []));
      return starts.map((at, i) => ({
        command: (lines[at] ?? '').slice(2),
        shown: lines.slice(at + 1, starts[i + 1]),
      }));
    });

/**
 * Whether an output is what is shown: the same lines, but that `…` alone stands for any lines and `…` at the end of a
 * line for the rest of it.
 */
export const matches = (shown: readonly string[], output: string): boolean => {
  const pattern = shown.map((line) =>
    line.trim() === '…' ? '(?:.*\\n)*?' : `${line.split('…').map(escaped).join('.*')}\\n`,
  );
  return new RegExp(`^${pattern.join('')}$`).test(output.endsWith('\n') ? output : `${output}\n`);
};

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
