/** Words in upstream's symbols that say nothing of what is parsed. */
const FILLERS = new Set([
  '',
  'get',
  'parse',
  'read',
  'args',
  'arg',
  'arguments',
  'argument',
  'cls',
  'classes',
  'list',
  'parser',
  'main',
]);

/**
 * What to call an entry point: what is left of its symbol (`_TRAIN_MCA_ARGS` is `train_mca`, `get_ray_args` is
 * `ray`), else the first folder of its module below the package (`llamafactory.v1.config.arg_parser` is `v1`).
 */
export function entryName(symbol: string, module: string, packageName: string): string {
  const words = symbol
    .toLowerCase()
    .split('_')
    .filter((word) => !FILLERS.has(word));
  const [folder] = module.slice(packageName.length + 1).split('.');
  const name = words.join('_');
  return name !== '' ? name : (folder ?? packageName);
}
