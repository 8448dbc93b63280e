import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import { isHashable, PyDict, UNKNOWN, type Value } from '../../expr/python/value.ts';
import { LoadFault, type Range } from './fault.ts';
import type { ParsedYaml } from './parse.ts';
import { constructScalar, plainTag, resolvePlain, type ScalarResult, type ScalarTag } from './scalar.ts';

/** A missing node: `a:` and `{a}` have no value at all. */
type MaybeNode = Node | null;
export type PairNodes = readonly [key: MaybeNode, value: MaybeNode];

/** OmegaConf refuses documents that grow beyond this when aliases are written out (`omegaconf/_yaml.py`). */
const MAX_NODES = 10_000;
const STANDARD = 'tag:yaml.org,2002:';

/** So many repeated keys are told of: with an alias, a long one costs a hostile text two characters, and the answer all. */
const MOST_REPEATED = 100;

/** Makes values of nodes as PyYAML's SafeConstructor with OmegaConf's changes does. One per document. */
export class Constructor {
  #nodes = 0;
  readonly #aliases: ReadonlyMap<Alias, Node>;
  readonly #openEnd: number | undefined;
  readonly #open = new Set<Node>();

  constructor(parsed: Pick<ParsedYaml, 'aliases' | 'openEnd'>) {
    this.#aliases = parsed.aliases;
    this.#openEnd = parsed.openEnd;
  }

  /** @throws LoadFault where upstream's loader raises */
  value(maybe: MaybeNode): Value {
    if (++this.#nodes > MAX_NODES) {
      throw new LoadFault(
        'yaml-size',
        `The document has more than ${MAX_NODES} nodes when its aliases are written out.`,
        rangeOf(maybe),
      );
    }
    if (maybe === null) return null;
    const node = this.#target(maybe);
    if (isScalar(node)) return this.#scalar(node);
    if (this.#open.has(node))
      throw new LoadFault('yaml-alias', 'An alias stands inside what it names.', rangeOf(maybe));
    this.#open.add(node);
    const made = isMap(node) ? this.#mapping(node) : isSeq(node) ? this.#sequence(node) : null;
    this.#open.delete(node);
    return made;
  }

  /**
   * Pairs of a mapping in the loader's order, merge keys (`<<`) written out. A repeated key is thrown, as the loader does,
   * or told to whoever wants to read on.
   */
  pairs(map: YAMLMap, onRepeated: (fault: LoadFault) => void = raise): readonly PairNodes[] {
    const own = map.items.map(nodesOf);
    const explicit = this.#explicitKeys(own, onRepeated);
    const merged = own.filter(isMergePair).flatMap(([, value]) => this.#mergedPairs(value, map));
    const rest = own.filter((pair) => !isMergePair(pair));
    if (merged.length === 0) return rest;
    return [...merged.filter(([key]) => !explicit.has(textKey(this.#resolved(key)) ?? '')), ...rest];
  }

  key(node: MaybeNode): Value {
    const key = this.#isValueSign(node) ? '=' : this.value(node);
    if (!isHashable(key))
      throw new LoadFault('key-type', 'A list or a mapping cannot be a key.', rangeOf(node));
    if (key === null)
      throw new LoadFault('key-type', 'A key is missing or null; a key is a name.', rangeOf(node));
    return key;
  }

  #target(node: Node): Node {
    if (!isAlias(node)) return node;
    const target = this.#aliases.get(node);
    if (target === undefined)
      throw new LoadFault('yaml-alias', `The alias *${node.source} names nothing before it.`, rangeOf(node));
    return target;
  }

  #resolved(node: MaybeNode): MaybeNode {
    return node === null ? null : this.#target(node);
  }

  #scalar(node: Node & { source?: string; value?: unknown; type?: string | undefined }): Value {
    const text = this.#text(node);
    const result = scalarResult(node, text);
    if (!result.ok) throw new LoadFault('yaml-value', `This is no value: ${result.why}.`, rangeOf(node));
    return result.value;
  }

  #text(node: Node & { value?: unknown; type?: string | undefined }): string {
    const text = typeof node.value === 'string' ? node.value : '';
    const unterminated = node.type?.startsWith('BLOCK') === true && node.range?.[1] === this.#openEnd;
    return unterminated && text.endsWith('\n') ? text.slice(0, -1) : text;
  }

  #sequence(node: Node & { items: unknown[] }): Value {
    const tag = standardTag(node);
    if (tag === 'omap' || tag === 'pairs' || tag?.startsWith('python/object/apply:pathlib.')) return UNKNOWN;
    if (tag !== undefined && tag !== 'seq') throw unknownTag(node);
    return node.items.map((item) => this.value(item as MaybeNode));
  }

  #mapping(node: YAMLMap): Value {
    const tag = standardTag(node);
    if (tag !== undefined && tag !== 'map') throw unknownTag(node);
    const dict = new PyDict();
    for (const [keyNode, valueNode] of this.pairs(node)) dict.set(this.key(keyNode), this.value(valueNode));
    return dict;
  }

  #explicitKeys(
    pairs: readonly PairNodes[],
    onRepeated: (fault: LoadFault) => void,
  ): Pick<ReadonlySet<string>, 'has'> {
    const seen = new Map<string, Range | undefined>();
    let told = 0;
    for (const [key] of pairs) {
      const text = textKey(this.#resolved(key));
      if (text === undefined) continue;
      if (!seen.has(text)) seen.set(text, rangeOf(key));
      else if (told++ < MOST_REPEATED)
        onRepeated(
          new LoadFault('duplicate-key', `The key "${text}" occurs twice`, rangeOf(key), seen.get(text)),
        );
    }
    return seen;
  }

  #mergedPairs(maybe: MaybeNode, owner: YAMLMap): readonly PairNodes[] {
    const node = this.#resolved(maybe);
    if (node !== null && isMap(node)) return this.#guarded(node, owner);
    if (node !== null && isSeq(node)) {
      return node.items
        .map((item) => {
          const source = this.#resolved(item as MaybeNode);
          if (source !== null && isMap(source)) return this.#guarded(source, owner);
          throw new LoadFault(
            'yaml-value',
            'Only mappings can be merged with "<<".',
            rangeOf(source ?? owner),
          );
        })
        .toReversed()
        .flat();
    }
    throw new LoadFault('yaml-value', 'Only mappings can be merged with "<<".', rangeOf(node ?? owner));
  }

  #guarded(source: YAMLMap, owner: YAMLMap): readonly PairNodes[] {
    if (this.#open.has(source))
      throw new LoadFault('yaml-alias', 'An alias stands inside what it names.', rangeOf(owner));
    this.#open.add(source);
    const pairs = this.pairs(source);
    this.#open.delete(source);
    this.#nodes += pairs.length;
    return pairs;
  }

  #isValueSign(node: MaybeNode): boolean {
    const target = this.#resolved(node);
    return target !== null && isPlain(target) && target.value === '=';
  }
}

const raise = (fault: LoadFault): never => {
  throw fault;
};

export const rangeOf = (node: MaybeNode): Range | undefined =>
  node?.range ? [node.range[0], node.range[1]] : undefined;

const nodesOf = (pair: Pair): PairNodes => [pair.key as MaybeNode, pair.value as MaybeNode];

const isPlain = (node: Node): node is Node & { value: string } =>
  isScalar(node) && node.type === 'PLAIN' && node.tag === undefined;

const isMergePair = ([key]: PairNodes): boolean => key !== null && isPlain(key) && key.value === '<<';

/** The text of a key that is a string; other keys are not checked for repetition. */
const textKey = (key: MaybeNode): string | undefined => {
  if (key === null || !isScalar(key)) return undefined;
  const text = typeof key.value === 'string' ? key.value : '';
  const tag = effectiveTag(key, text);
  return tag === 'str' ? text : undefined;
};

const effectiveTag = (node: Node & { type?: string | undefined }, text: string): string | undefined => {
  if (node.tag === undefined) return node.type === 'PLAIN' ? plainTag(text) : 'str';
  return node.tag === '!' ? bareTag(text) : standardTag(node);
};

/** `!` says that there is a value, so that nothing at all is an empty text. */
const bareTag = (text: string): string => (text === '' ? 'str' : plainTag(text));

/** Tag without the standard prefix; `undefined` where the node has none. */
const standardTag = (node: Node): string | undefined =>
  node.tag === undefined || node.tag === '!'
    ? undefined
    : node.tag.startsWith(STANDARD)
      ? node.tag.slice(STANDARD.length)
      : node.tag;

/** Bytes, which no parameter takes, are a value that cannot be told. */
const scalarResult = (node: Node & { type?: string | undefined }, text: string): ScalarResult => {
  if (node.tag === undefined && node.type !== 'PLAIN') return { ok: true, value: text };
  if (node.tag === '!' && text === '') return { ok: true, value: text };
  if (node.tag === undefined || node.tag === '!') return resolvePlain(text);
  const tag = standardTag(node);
  if (tag === 'binary') return { ok: true, value: UNKNOWN };
  if (tag !== undefined && SCALAR_TAGS.has(tag)) return constructScalar(tag as ScalarTag, text);
  throw unknownTag(node);
};

const SCALAR_TAGS = new Set<string>(['null', 'bool', 'int', 'float', 'str']);

const unknownTag = (node: Node): LoadFault =>
  new LoadFault('yaml-tag', `The tag ${node.tag ?? ''} makes no value here.`, rangeOf(node));
