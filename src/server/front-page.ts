import type { Catalog } from '../catalog/index.ts';
import { VERSION } from './version.ts';

/** What `GET /` answers: somebody opened the address in a browser, or a monitor looks whether anybody is there. */
export const frontPage = ({ source, names }: Catalog, mcpPath: string): string =>
  [
    `llamafactory-params ${VERSION}: the parameters of LLaMA Factory over MCP`,
    '',
    `${mcpPath}     for MCP clients (Streamable HTTP): give them this page's address with ${mcpPath} at its end`,
    '/health  state of the server, in JSON',
    '',
    `Serving ${source.label}, ${names.length} parameters.`,
    'How to use it: README.md of the package, or npx llamafactory-params --help.',
    '',
  ].join('\n');
