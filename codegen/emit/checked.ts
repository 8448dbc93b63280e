import { z } from 'zod';
import { type Artifact, type Lines, memberLines, memberText, valueText } from './artifact.ts';

/**
 * Writes files of one schema. Each value is held against it: what the model does not describe would be lost at load, so
 * it fails here. Parts that are the very objects of an earlier file are neither checked nor written again, so they may
 * not be changed: after an edit of one class, one class is.
 */
export const checkedWriter = <Shape extends z.ZodRawShape>(
  path: string,
  schema: z.ZodObject<Shape>,
  lines: Lines,
): ((data: z.infer<z.ZodObject<Shape>>) => Artifact) => {
  const members = Object.entries(schema.shape).map(
    ([key, type]) => new Member(key, type, memberLines(lines, key)),
  );
  const made = new WeakMap<object, Artifact>();
  return (data) => {
    const values = new Map<string, unknown>(Object.entries(data));
    const written = members.flatMap((member) => {
      const text = member.text(values.get(member.key));
      return text === undefined ? [] : [memberText(member.key, text)];
    });
    const artifact = made.get(data) ?? { path, content: `{\n ${written.join(',\n ')}\n}\n` };
    made.set(data, artifact);
    return artifact;
  };
};

/** One member of the file's top level. */
class Member {
  readonly key: string;
  readonly #type: z.core.$ZodType;
  readonly #lines: number;
  readonly #known = new WeakMap<object, string>();

  constructor(key: string, type: z.core.$ZodType, lines: number) {
    this.key = key;
    this.#type = type;
    this.#lines = lines;
  }

  text(value: unknown): string | undefined {
    if (Array.isArray(value) && this.#type instanceof z.ZodArray && this.#lines > 0)
      return this.#once(value, () => this.#listed(value));
    return this.#once(value, () => {
      const parsed = z.parse(this.#type, value);
      return parsed === undefined ? undefined : valueText(parsed, this.#lines, ' ');
    });
  }

  #listed(items: readonly unknown[]): string {
    const element = this.#type instanceof z.ZodArray ? this.#type.element : this.#type;
    const texts = items.map((item) =>
      this.#once(item, () => valueText(z.parse(element, item), this.#lines - 1, '  ')),
    );
    return texts.length === 0 ? '[]' : `[\n  ${texts.join(',\n  ')}\n ]`;
  }

  #once<Text extends string | undefined>(value: unknown, write: () => Text): Text {
    if (typeof value !== 'object' || value === null) return write();
    const known = this.#known.get(value) ?? write();
    if (known !== undefined) this.#known.set(value, known);
    // What is kept is what `write` gave for this very value.
    return known as Text;
  }
}
