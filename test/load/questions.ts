import { type Catalog, createCatalog } from '../../src/catalog/index.ts';
import { TOOLS } from '../../src/tools/registry.ts';
import { snapshotWithoutText } from '../fixtures/snapshot.ts';
import { TOOL_CALLS } from '../fixtures/tool-calls.ts';

export interface Question {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** What clients ask: every tool's own call, and as many again that nobody asked before. */
export function questionAt(i: number): Question {
  const [name, args] = COMMON[i % COMMON.length] ?? ['get_capabilities', {}];
  if (i % 3 !== 0) return { name, args };
  return { name: 'search_parameters', args: { query: `rate ${i}`, limit: 1 + (i % 7) } };
}

const { read_source_file: _withoutText, diff_versions: _ofFixture, ...CALLS } = TOOL_CALLS;
const COMMON = Object.entries({ ...CALLS, diff_versions: { from: '0.9.2' } });

/** Two catalogs that are told apart by their label and by what `lora_rank` is. */
export function twoCatalogs(): readonly [Catalog, Catalog] {
  const first = snapshotWithoutText();
  const { data } = first;
  const classes = data.classes.map((composed) => ({
    ...composed,
    parameters: composed.parameters.map((parameter) =>
      parameter.name === 'lora_rank' ? { ...parameter, type: 'int | None' } : parameter,
    ),
  }));
  const source = { ...data.source, label: 'checkout /other' };
  const { rules, evidence, history } = first;
  return [first, createCatalog({ ...data, classes, source }, null, { rules, evidence, history })];
}

/** What the tools answer as pure functions, by the catalog's label; worked out once. */
export function oracle(catalogs: readonly Catalog[]): (question: Question, label: string) => string {
  const known = new Map<string, string>();
  return (question, label) => {
    const key = `${label} ${JSON.stringify(question)}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const catalog = catalogs.find(({ source }) => source.label === label);
    const tool = TOOLS.find(({ name }) => name === question.name);
    if (catalog === undefined || tool === undefined) return 'no such catalog or tool';
    const { structured, markdown } = tool.call(catalog, question.args);
    const answer = JSON.stringify({ markdown, structured });
    known.set(key, answer);
    return answer;
  };
}
