import type { ClassDef, FunctionDef } from './ast.ts';

/** The docstring with its indentation removed, as `inspect.getdoc` gives it; `undefined` if there is none. */
export function docstring(node: ClassDef | FunctionDef): string | undefined {
  const [first] = node.body;
  if (first?.kind !== 'Expr' || first.value.kind !== 'Constant' || first.value.constant.type !== 'str')
    return undefined;
  const [head = '', ...rest] = first.value.constant.value.replaceAll('\t', '        ').split('\n');
  const filled = rest.filter((line) => line.trim() !== '');
  const margin = Math.min(...filled.map((line) => line.length - line.trimStart().length));
  const lines = [head.trimStart(), ...rest.map((line) => line.slice(Number.isFinite(margin) ? margin : 0))];
  while (lines.at(-1)?.trim() === '') lines.pop();
  while (lines[0] === '') lines.shift();
  return lines.map((line) => line.trimEnd()).join('\n');
}
