import type { SourceContext } from '../source/index.ts';
import { findPip } from '../source/pip.ts';
import { allowed } from '../source/requirement.ts';

/** The project's name on package indexes. */
const PROJECT = 'llamafactory';

/** Every final release of LLaMA Factory that pip can be had to fetch, oldest first. @throws UserError PIP_NOT_FOUND */
export const publishedReleases = async (context: SourceContext): Promise<readonly string[]> => {
  context.onProgress({ stage: 'search', detail: PROJECT });
  const pip = await findPip(context);
  return allowed([], await pip.versions(PROJECT)).reverse();
};
