/**
 * What a line that YAML cannot read was surely meant to be: `lora_rank:8`, `lora_rank=8` and `lora_rank：8` are
 * `lora_rank: 8`. `undefined` for any other line.
 */
export const meantLine = (line: string): { readonly text: string; readonly why: string } | undefined => {
  const found = /^\s*(?:--)?([A-Za-z_][\w-]*)\s*(:|=|：)\s*(\S.*?)\s*$/u.exec(line);
  const [, key, sign, value] = found ?? [];
  if (key === undefined || value === undefined || (sign === ':' && /:\s/.test(line))) return undefined;
  return { text: `${key}: ${value}`, why: WHY[sign as keyof typeof WHY] };
};

const WHY = {
  ':': 'A colon ends a key only with a space after it.',
  '=': 'In a file a key ends with a colon and a space; "=" is for overrides on the command line.',
  '：': 'The colon is a full-width one, which YAML takes for a letter.',
} as const;
