import { PROMPTS } from '../tools/prompts.ts';
import { TOOLS } from '../tools/registry.ts';
import { RESOURCES } from '../tools/resources.ts';
import type { Surface } from './offering.ts';
import { VERSION } from './version.ts';

/** Told to every client on connecting: the way from decisions to a checked config, in the fewest calls. */
const INSTRUCTIONS = `\
Parameters of LLaMA Factory (about 350 for training), extracted from its source: what each is, takes and forbids.

For a training run: 1. get_filtered_parameters with the decisions taken (stage, method, quantization, optimizer, \
distributed, precision, data_strategy, modality; leave out what is undecided) gives the 30 to 70 that matter, with the \
values the decisions imply; generate_config writes a first YAML from the same decisions. 2. Complete the YAML. \
3. validate_config tells what LLaMA Factory's own parser would reject, \
where and why. For export, chat, api or eval the same tools take "entry".

A question in a user's own words: query_parameters. What changed between releases: diff_versions. For one \
parameter: get_parameter, or search_parameters when its name is not known. Do not read source files for that; \
read_source_file is for what the other tools do not answer. Answers name their source: file:line and release.`;

/** What the production server offers. */
export const SURFACE: Surface = {
  name: 'llamafactory-params',
  version: VERSION,
  instructions: INSTRUCTIONS,
  tools: TOOLS,
  resources: RESOURCES,
  prompts: PROMPTS,
};
