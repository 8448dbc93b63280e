import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { createCatalog } from '../../../src/catalog/index.ts';
import { TOOLS } from '../../../src/tools/registry.ts';
import { catalogData, textLayer } from '../../fixtures/catalog.ts';
import { HISTORY } from '../../fixtures/history.ts';
import { TOOL_CALLS } from '../../fixtures/tool-calls.ts';

const WITH_TEXT = createCatalog(catalogData, textLayer, { history: HISTORY });
const WITHOUT_TEXT = createCatalog(catalogData, undefined, { history: HISTORY });
const NEEDS_TEXT = new Set(['read_source_file']);

/** The original's own tools and its published agent's; a client written for it calls exactly these. */
const ORIGINAL = [
  'list_parameter_files',
  'read_source_file',
  'read_constants',
  'get_decision_guidance',
  'get_filtered_parameters',
  'get_parameter_schema',
  'get_capabilities',
];

const validator = () => new Ajv2020({ strict: false, validateFormats: false });

test('B13 the definitions are as recorded', async () => {
  const definitions = TOOLS.map(({ name, title, description, hints, inputSchema, outputSchema }) => ({
    name,
    title,
    description,
    hints,
    inputSchema,
    outputSchema,
  }));
  const text = `${JSON.stringify(definitions, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('definitions.snap');
});

test('names are unique, and each tool has a recorded call', () => {
  const names = TOOLS.map((tool) => tool.name);
  expect(new Set(names).size).toBe(names.length);
  expect(Object.keys(TOOL_CALLS).toSorted()).toEqual(names.toSorted());
});

test.each(ORIGINAL)('S3 S9 the original tool %s is there', (name) => {
  expect(TOOLS.map((tool) => tool.name)).toContain(name);
});

describe.each(TOOLS.map((tool) => [tool.name, tool] as const))('%s', (name, tool) => {
  test('says what it is, when to use it and which other tool fits', () => {
    expect(name).toMatch(/^[a-z]+(_[a-z]+)+$/);
    expect(tool.title.length).toBeGreaterThan(5);
    expect(tool.description.length).toBeGreaterThan(150);
    expect(tool.description.length).toBeLessThan(1_000);
    expect(tool.description, 'an example of its arguments').toMatch(/\{.*\}/);
    const others = TOOLS.map((other) => other.name).filter((other) => other !== name);
    expect(others.some((other) => tool.description.includes(other))).toBe(true);
  });

  test('states all four hints', () => {
    expect(tool.hints).toEqual({
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: false,
    });
  });

  test('has two object schemas, every argument described', () => {
    expect(tool.inputSchema).toMatchObject({ type: 'object' });
    expect(tool.outputSchema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(validator().validateSchema({ ...tool.inputSchema })).toBe(true);
    const properties = Object.entries((tool.inputSchema.properties ?? {}) as Record<string, object>);
    for (const [argument, schema] of properties) expect(schema, argument).toHaveProperty('description');
  });

  test('the examples in its description are calls it takes', () => {
    for (const example of examplesIn(tool.description)) {
      const fits = validator().compile({ ...tool.inputSchema });
      expect(fits(example), JSON.stringify(example)).toBe(true);
    }
  });

  test('takes its recorded call, and answers what its output schema says', () => {
    const args = { ...TOOL_CALLS[name] };
    expect(validator().compile({ ...tool.inputSchema })(args)).toBe(true);
    const { structured, markdown } = tool.call(WITH_TEXT, args);
    const fits = validator().compile({ ...tool.outputSchema });
    expect(fits(structured), JSON.stringify(fits.errors)).toBe(true);
    expect(markdown).toContain('release 0.0.1');
  });

  test('gives the same answer twice', () => {
    const args = { ...TOOL_CALLS[name] };
    expect(tool.call(WITH_TEXT, args)).toEqual(tool.call(WITH_TEXT, args));
  });

  test('without the text layer it says so, with the command that mends it', () => {
    const args = { ...TOOL_CALLS[name] };
    const command = /llamafactory-params codegen --release 0\.0\.1/;
    if (NEEDS_TEXT.has(name)) {
      const missing = expect.objectContaining({ code: 'TEXT_MISSING', next: expect.stringMatching(command) });
      expect(() => tool.call(WITHOUT_TEXT, args)).toThrow(missing);
      return;
    }
    const { structured, markdown } = tool.call(WITHOUT_TEXT, args);
    expect(structured).toMatchObject({ source: { text: false, notice: expect.stringMatching(command) } });
    expect(markdown).toMatch(command);
  });

  test('refuses an argument nobody declared', () => {
    expect(() => tool.call(WITH_TEXT, { ...TOOL_CALLS[name], surprise: 1 })).toThrow(
      expect.objectContaining({ code: 'BAD_ARGUMENTS' }),
    );
  });

  test('S7 says which argument is missing', () => {
    const { required = [] } = tool.inputSchema;
    for (const missing of required as readonly string[])
      expect(() => tool.call(WITH_TEXT, {})).toThrow(
        expect.objectContaining({ message: expect.stringContaining(`\`${missing}\` is missing.`) }),
      );
  });

  test.each([[[]], ['text'], [5], [true]])('refuses %j in place of arguments', (args) => {
    expect(() => tool.call(WITH_TEXT, args)).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENTS' }));
  });

  test('null counts as left out', () => {
    const nulls = Object.fromEntries(
      Object.keys((tool.inputSchema.properties ?? {}) as object).map((key) => [key, null]),
    );
    const args = { ...TOOL_CALLS[name] };
    expect(tool.call(WITH_TEXT, { ...nulls, ...args })).toEqual(tool.call(WITH_TEXT, args));
  });
});

/** Every whole JSON object in a sentence. */
function examplesIn(description: string): unknown[] {
  const found: unknown[] = [];
  for (let start = description.indexOf('{'); start >= 0; start = description.indexOf('{', start + 1)) {
    for (let end = description.indexOf('}', start); end >= 0; end = description.indexOf('}', end + 1)) {
      const text = description.slice(start, end + 1);
      try {
        found.push(JSON.parse(text));
        start = end;
        break;
      } catch {
        // not the closing brace yet
      }
    }
  }
  return found;
}
