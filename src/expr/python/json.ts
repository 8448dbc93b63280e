import { float, integer, PyDict, Raised, raise, type Value } from './value.ts';

/** CPython's own parser gives up near its recursion limit. */
const MAX_DEPTH = 900;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const WORDS: readonly (readonly [string, Value])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
];

const WRONG = raise('JSONDecodeError');
const TOO_DEEP = raise('RecursionError');

/** `json.loads(text)`: ints stay apart from floats, a repeated key keeps its last value. */
export const parseJson = (text: string): Value => {
  const reader = new JsonReader(text);
  const value = reader.value(0);
  if (value instanceof Raised) return value;
  reader.space();
  return reader.done ? value : WRONG;
};

class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get done(): boolean {
    return this.#at >= this.#text.length;
  }

  space(): void {
    let code = this.#text.charCodeAt(this.#at);
    while (code === 32 || code === 10 || code === 13 || code === 9) code = this.#text.charCodeAt(++this.#at);
  }

  value(depth: number): Value {
    this.space();
    const char = this.#text[this.#at];
    if (char === '"') return this.#string();
    if (char === '{') return depth > MAX_DEPTH ? TOO_DEEP : this.#object(depth);
    if (char === '[') return depth > MAX_DEPTH ? TOO_DEEP : this.#array(depth);
    return this.#number() ?? this.#word();
  }

  #word(): Value {
    const found = WORDS.find(([word]) => this.#text.startsWith(word, this.#at));
    if (found === undefined) return WRONG;
    this.#at += found[0].length;
    return found[1];
  }

  #number(): Value | undefined {
    NUMBER.lastIndex = this.#at;
    const match = NUMBER.exec(this.#text);
    if (match === null) return undefined;
    this.#at = NUMBER.lastIndex;
    const [digits, fraction, exponent] = match;
    if (fraction !== undefined || exponent !== undefined) return float(Number(digits));
    return digits.length < 16 ? Number(digits) + 0 : integer(BigInt(digits));
  }

  #string(): Value {
    const start = this.#at + 1;
    for (let at = start; at < this.#text.length; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === 34) {
        this.#at = at + 1;
        return this.#text.slice(start, at);
      }
      if (code === 92) return this.#escaped(start);
      if (code < 32) return WRONG;
    }
    return WRONG;
  }

  #escaped(start: number): Value {
    let out = '';
    for (let at = start; at < this.#text.length; at++) {
      const char = this.#text[at] as string;
      if (char === '"') {
        this.#at = at + 1;
        return out;
      }
      if (char < ' ') return WRONG;
      if (char !== '\\') {
        out += char;
        continue;
      }
      const next = this.#text[++at] ?? '';
      const hex = next === 'u' ? this.#text.slice(at + 1, at + 5) : '';
      const plain = Object.hasOwn(ESCAPES, next) ? ESCAPES[next] : undefined;
      if (plain === undefined && !/^[0-9a-fA-F]{4}$/.test(hex)) return WRONG;
      out += plain ?? String.fromCharCode(Number.parseInt(hex, 16));
      at += hex.length;
    }
    return WRONG;
  }

  #array(depth: number): Value {
    const items: Value[] = [];
    this.#at++;
    this.space();
    if (this.#take(']')) return items;
    for (;;) {
      const item = this.value(depth + 1);
      if (item instanceof Raised) return item;
      items.push(item);
      this.space();
      if (this.#take(']')) return items;
      if (!this.#take(',')) return WRONG;
    }
  }

  #object(depth: number): Value {
    const dict = new PyDict();
    this.#at++;
    this.space();
    if (this.#take('}')) return dict;
    for (;;) {
      this.space();
      const key = this.#text[this.#at] === '"' ? this.#string() : WRONG;
      if (key instanceof Raised) return key;
      this.space();
      if (!this.#take(':')) return WRONG;
      const value = this.value(depth + 1);
      if (value instanceof Raised) return value;
      dict.set(key, value);
      this.space();
      if (this.#take('}')) return dict;
      if (!this.#take(',')) return WRONG;
    }
  }

  #take(char: string): boolean {
    if (this.#text[this.#at] !== char) return false;
    this.#at++;
    return true;
  }
}
