import { stripVTControlCharacters } from 'node:util';

/** How far what is left of a line stands in, beyond where the line begins. */
const HANGING = 4;
/** Narrower than this nothing can be read in any case. */
const NARROWEST = 30;

/** Text whose lines fit a terminal: longer ones go on below, further in, broken where there are spaces. */
export const fold = (text: string, width: number): string =>
  text
    .split('\n')
    .map((line) => foldLine(line, Math.max(width, NARROWEST)))
    .join('\n');

const foldLine = (line: string, width: number): string => {
  if (seen(line) <= width) return line;
  const own = /^ */.exec(line)?.[0] ?? '';
  const indent = `${own}${' '.repeat(HANGING)}`;
  const lines: string[] = [];
  let current = own;
  let gap = '';
  for (const [, word = '', spaces = ''] of line.slice(own.length).matchAll(/([^ ]+)( *)/g)) {
    const isFirst = current.trim() === '';
    if (!isFirst && seen(current) + gap.length + seen(word) > width) {
      lines.push(current);
      current = `${indent}${word}`;
    } else current += `${isFirst ? '' : gap}${word}`;
    gap = spaces;
  }
  return [...lines, current].join('\n');
};

/** Characters that take a place on the screen: colours take none, Chinese ones take two. */
const seen = (text: string): number =>
  [...stripVTControlCharacters(text)].reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0);
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/;
