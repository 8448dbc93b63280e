export { buildIndex } from './build.ts';
