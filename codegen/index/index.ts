export { buildIndex } from './build.ts';
export { extractExamples } from './examples.ts';
