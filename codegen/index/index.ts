export { buildIndex } from './build.ts';
export { emitIndex } from './emit.ts';
