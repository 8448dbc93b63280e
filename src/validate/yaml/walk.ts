import { isAlias, isCollection, isPair, isScalar, type Node } from 'yaml';

/** Every node in the order of the text. */
export const walk = (node: unknown, visit: (node: Node) => void): void => {
  if (isPair(node)) {
    walk(node.key, visit);
    walk(node.value, visit);
  } else if (isScalar(node) || isAlias(node)) visit(node);
  else if (isCollection(node)) {
    visit(node);
    for (const item of node.items) walk(item, visit);
  }
};
