import { compareParameters } from './compare-parameters.ts';
import { diffVersions } from './diff-versions.ts';
import { generateConfig } from './generate-config.ts';
import { getCapabilities } from './get-capabilities.ts';
import { getDecisionGuidance } from './get-decision-guidance.ts';
import { getFilteredParameters } from './get-filtered-parameters.ts';
import { getParameter } from './get-parameter.ts';
import { getParameterSchema } from './get-parameter-schema.ts';
import { listParameterFiles } from './list-parameter-files.ts';
import { queryParameters } from './query-parameters.ts';
import { readConstants } from './read-constants.ts';
import { readSourceFile } from './read-source-file.ts';
import { resolveConfig } from './resolve-config.ts';
import { searchParameters } from './search-parameters.ts';
import type { Tool } from './tool.ts';
import { validateConfig } from './validate-config.ts';
import { validateConfigs } from './validate-configs.ts';

/** Every tool, in the order in which clients list them. Adding one is adding its file and a line here. */
export const TOOLS: readonly Tool[] = [
  getFilteredParameters,
  validateConfig,
  validateConfigs,
  resolveConfig,
  getParameter,
  searchParameters,
  queryParameters,
  getDecisionGuidance,
  getCapabilities,
  getParameterSchema,
  compareParameters,
  diffVersions,
  generateConfig,
  listParameterFiles,
  readSourceFile,
  readConstants,
];
