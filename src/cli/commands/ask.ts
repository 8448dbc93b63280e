import { ask as answer } from '../../ask/index.ts';
import { sourceOf } from '../../tools/source.ts';
import { type CommandRequest, textOption } from '../command.ts';
import { STATUS } from '../faults.ts';
import { sourceLine } from '../text.ts';

/** A question in words, answered without a model. The text is Markdown, as it reads in a terminal too. */
export const ask = async (request: CommandRequest): Promise<number> => {
  const catalog = await request.catalog();
  const language = textOption(request, 'lang');
  const found = answer(catalog, request.args.join(' '), {
    language: language === 'en' || language === 'zh' ? language : undefined,
  });
  if (request.json) request.printJson({ source: sourceOf(catalog), ...found });
  else request.print(`${found.text.trimEnd()}\n\n${sourceLine(catalog, request.paint)}\n`);
  return found.parameters.length === 0 ? STATUS.notFound : STATUS.ok;
};
