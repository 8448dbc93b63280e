import type { CodeBlockWriter, StatementStructures, TypeAliasDeclarationStructure } from 'ts-morph';
import type { ArgumentClass, CatalogData, EntryPoint } from '../../src/model/catalog.ts';
import { formatPlace } from '../../src/model/format-place.ts';
import type { Json } from '../../src/model/json.ts';
import { ARTIFACT } from '../../src/model/manifest.ts';
import type { Parameter } from '../../src/model/parameter.ts';
import type { Artifact } from './artifact.ts';
import { banner } from './banner.ts';
import { composed } from './json-schema.ts';
import { chooseNames, enumsOf, type Names } from './names.ts';
import { literal, propertyName, zodField, zodLiteral } from './zod-type.ts';

/** What the rules of an entry point add to its schema: `.superRefine(expression)` and the imports it needs. */
export interface Refinement {
  readonly expression: string;
  readonly imports: readonly Import[];
}

/** One name from one module; `type` as in `with { type: 'json' }`. */
export type Import =
  | { readonly from: string; readonly named: string }
  | { readonly from: string; readonly default: string; readonly type: string };

export interface SchemaOptions {
  readonly command: string;
  /** By name of entry point. */
  readonly refinements?: ReadonlyMap<string, Refinement>;
}

/**
 * `schemas.ts`: a Zod object for each composed dataclass and each entry point, with the facts as `.meta()` and JSDoc.
 * Everything goes into one ts-morph call: hundreds of single additions cost over a second.
 */
export const emitSchemas = async (data: CatalogData, options: SchemaOptions): Promise<Artifact> => {
  const { IndentationText, Project, StructureKind, NewLineKind, QuoteKind } = await import('ts-morph');
  const enums = enumsOf(data.classes);
  const names = chooseNames(data.entryPoints, data.classes, enums);
  const enumName = (qualname: string): string | undefined => names.enums.get(qualname);

  const alias = (name: string, type: string): TypeAliasDeclarationStructure => ({
    kind: StructureKind.TypeAlias,
    isExported: true,
    name,
    type,
  });
  const statements: (StatementStructures | Writing)[] = [
    { kind: StructureKind.ImportDeclaration, moduleSpecifier: 'zod', namedImports: ['z'] },
    ...importsOf(options).map(
      (one): StatementStructures => ({
        kind: StructureKind.ImportDeclaration,
        moduleSpecifier: one.from,
        ...('named' in one
          ? { namedImports: [one.named] }
          : { defaultImport: one.default, attributes: [{ name: 'type', value: one.type }] }),
      }),
    ),
    exported('SOURCE', 'What these schemas were made from.', `${literal(data.source)} as const`),
    ...enums.flatMap((type) => {
      const name = nameIn(names.enums, type.qualname);
      const values = zodLiteral(type.members.map((member) => member.value));
      return [exported(name, type.qualname, values), alias(name, `z.infer<typeof ${name}>`)];
    }),
    ...data.classes.flatMap((composedClass) => {
      const name = nameIn(names.classes, composedClass.qualname);
      return [
        exported(name, classDoc(composedClass), classObject(composedClass, enumName)),
        alias(name, `z.infer<typeof ${name}>`),
      ];
    }),
    ...data.entryPoints.flatMap((entry) => {
      const name = nameIn(names.entries, entry.name);
      const refinement = options.refinements?.get(entry.name);
      return [
        exported(name, entryDoc(entry), entryObject(data, entry, names, refinement)),
        alias(name, `z.infer<typeof ${name}>`),
        alias(`${name}Input`, `z.input<typeof ${name}>`),
      ];
    }),
    exported('ENTRY_POINTS', 'Every entry point by its name.', entryTable(names)),
  ];
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    manipulationSettings: {
      indentationText: IndentationText.TwoSpaces,
      newLineKind: NewLineKind.LineFeed,
      quoteKind: QuoteKind.Single,
    },
  });
  const file = project.createSourceFile(ARTIFACT.schemas, {
    leadingTrivia: banner(data.source, options.command).map((line) => `// ${line}\n`),
    statements,
  });
  return { path: ARTIFACT.schemas, content: file.getFullText() };
};

/** Each import once, however many refinements need it. */
const importsOf = ({ refinements }: SchemaOptions): readonly Import[] => {
  const all = [...(refinements?.values() ?? [])].flatMap((refinement) => refinement.imports);
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
};

type Writing = (writer: CodeBlockWriter) => void;

/** Written as text, since ts-morph sets the members of a declared constant's initializer two columns too far in. */
const exported =
  (name: string, doc: string, initializer: string | Writing): Writing =>
  (writer) => {
    writer.blankLineIfLastNot();
    writeDoc(writer, doc);
    writer.write(`export const ${name} = `);
    if (typeof initializer === 'string') writer.write(initializer);
    else initializer(writer);
    writer.write(';');
  };

const writeDoc = (writer: CodeBlockWriter, doc: string): void => {
  const [first = '', ...more] = jsDoc(doc).split('\n');
  if (more.length === 0) writer.writeLine(`/** ${first} */`);
  else
    for (const line of ['/**', ...[first, ...more].map((text) => ` * ${text}`), ' */'])
      writer.writeLine(line);
};

const classObject = (
  composedClass: ArgumentClass,
  enumName: (qualname: string) => string | undefined,
): Writing => {
  const settable = composedClass.parameters.filter((parameter) => parameter.init);
  const derived = composedClass.parameters.filter((parameter) => !parameter.init).map(({ name }) => name);
  return (writer) => {
    writer.write('z.object(').inlineBlock(() => {
      for (const parameter of settable) {
        writeDoc(writer, fieldDoc(parameter));
        writer.writeLine(
          `${propertyName(parameter.name)}: ${zodField(parameter, enumName)}.meta(${literal(fieldMeta(parameter))}),`,
        );
      }
    });
    const meta = {
      qualname: composedClass.qualname,
      place: formatPlace(composedClass.place),
      mro: composedClass.mro,
    };
    writer.write(`).meta(${literal(derived.length > 0 ? { ...meta, derived } : meta)})`);
  };
};

const entryObject = (
  data: CatalogData,
  entry: EntryPoint,
  names: Names,
  refinement: Refinement | undefined,
): Writing => {
  const kind = entry.allowExtraKeys || entry.open.length > 0 ? 'looseObject' : 'strictObject';
  const meta = { entry: entry.name, symbol: entry.symbol, place: formatPlace(entry.place) };
  return (writer) => {
    writer.write(`z.${kind}(`).inlineBlock(() => {
      for (const { qualname } of composed(data.classes, entry))
        writer.writeLine(`...${nameIn(names.classes, qualname)}.shape,`);
    });
    writer.write(')');
    if (refinement !== undefined) writer.write(`.superRefine(${refinement.expression})`);
    writer.write(`.meta(${literal(meta)})`);
  };
};

const entryTable =
  (names: Names): Writing =>
  (writer) => {
    writer.inlineBlock(() => {
      for (const [entry, name] of names.entries) writer.writeLine(`${propertyName(entry)}: ${name},`);
    });
    writer.write(' as const');
  };

/** No key of JSON Schema's own but `default`: `z.toJSONSchema` copies all of it. */
const fieldMeta = (parameter: Parameter): Json => ({
  class: parameter.class,
  owner: parameter.owner,
  annotation: parameter.type,
  ...(parameter.default.kind === 'value' ? { default: parameter.default.value } : {}),
  ...(parameter.choices === undefined ? {} : { choices: parameter.choices.values }),
  place: formatPlace(parameter.place),
});

const fieldDoc = (parameter: Parameter): string => {
  const fallback = parameter.default;
  const value =
    fallback.kind === 'value'
      ? `default \`${fallback.repr}\``
      : fallback.kind === 'required'
        ? 'required'
        : `default unknown (${fallback.reason})`;
  return `\`${parameter.type}\`, ${value}. ${parameter.owner}, ${formatPlace(parameter.place)}`;
};

const classDoc = (composedClass: ArgumentClass): string => {
  const bases = composedClass.mro.slice(1);
  const lines = [`\`${composedClass.qualname}\`, ${formatPlace(composedClass.place)}.`];
  if (bases.length > 0) lines.push(`Bases: ${bases.join(', ')}.`);
  if (composedClass.open !== null)
    lines.push(
      `Not complete: ${composedClass.open.missing} could not be read (package ${composedClass.open.package}).`,
    );
  return lines.join('\n');
};

const entryDoc = (entry: EntryPoint): string => {
  const lines = [`What \`${entry.symbol}\` takes, ${formatPlace(entry.place)}.`];
  if (entry.when !== null) lines.push(`Only with \`${entry.when}\`.`);
  if (entry.commands.length > 0) lines.push(`Commands: ${entry.commands.join(', ')}.`);
  if (entry.allowExtraKeys) lines.push('Upstream lets unknown keys pass here.');
  for (const open of entry.open) lines.push(`Keys of ${open.missing} are not known and pass.`);
  return lines.join('\n');
};

/** Nothing in a fact may end the comment it stands in. */
const jsDoc = (text: string): string => text.replaceAll('*/', '*\\/');

const nameIn = (names: ReadonlyMap<string, string>, key: string): string => {
  const name = names.get(key);
  if (name === undefined) throw new Error(`No name was chosen for ${key}`);
  return name;
};
