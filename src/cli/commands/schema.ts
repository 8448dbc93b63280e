import { loadCatalog } from '../../catalog/load.ts';
import { catalogFrom } from '../../catalog/open.ts';
import { Json, UserError } from '../../model/index.ts';
import { schemaPath } from '../../model/manifest.ts';
import { type CommandRequest, textOption } from '../command.ts';
import { STATUS } from '../faults.ts';

/** JSON Schema 2020-12 of an entry point on stdout. */
export const schema = async (request: CommandRequest): Promise<number> => {
  const folder = loadCatalog(await request.catalogDir());
  const { name } = catalogFrom(folder).entryPoint(textOption(request, 'entry') ?? 'train');
  const found = folder.artifact(schemaPath(name), Json);
  if (found === null)
    throw new UserError({
      code: 'SCHEMA_MISSING',
      message: `The catalog in ${folder.dir} has no schema for ${name}.`,
      next: `Build it again: ${folder.manifest.command}`,
    });
  request.printJson(found);
  return STATUS.ok;
};
