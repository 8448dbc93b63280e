import type { Catalog } from '../catalog/index.ts';

/**
 * What a start prints: where the facts come from, where to reach the server, how much there is (SPEC S1).
 * @param remark something to know of the source
 */
export function banner(catalog: Catalog, url: string, remark?: string): string {
  const { label, transformers } = catalog.source;
  const source = transformers === null ? label : `${label}, transformers ${transformers}`;
  const rows = [
    ['Source', remark === undefined ? source : `${source} (${remark})`],
    ['Listening on', url],
    ['Available files', String(catalog.data.files.length)],
    ['Parameters', String(catalog.names.length)],
  ];
  const width = Math.max(...rows.map(([label = '']) => label.length));
  const lines = rows.map(([label = '', value = '']) => `  ${label.padEnd(width)}  ${value}`);
  return ['LLaMA Factory parameters over MCP', ...lines, ''].join('\n');
}
