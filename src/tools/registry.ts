import { getParameter } from './get-parameter.ts';
import type { Tool } from './tool.ts';

/** Every tool, in the order in which clients list them. Adding one is adding its file and a line here. */
export const TOOLS: readonly Tool[] = [getParameter];
