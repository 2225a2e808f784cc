import { grouped } from '../../../lib/collections/grouped';
import { type Code, Element, type Node, nodesIn, Reference, rewritten } from '../../typescript/code';
import { camelCase, constantCase } from '../../typescript/names';
import type { SourceFile } from '../../typescript/source-file';
import { KeyConstant } from '../../typescript/statement';

/** Constants with the keys of each managed Secret of which some are used more than once; a single key is as well in place. */
export function keyConstants(codes: readonly Code[], file: SourceFile): KeyConstant[] {
  const bySecret = grouped(codes.flatMap(nodesIn).flatMap(keyIn), ({ secret }) => secret.text);
  const repeated = [...bySecret.values()].filter((all) => {
    const { size } = new Set(all.map(({ key }) => key));
    return size > 1 && size < all.length;
  });
  return repeated.map((all) => {
    const [{ secret }] = all;
    const own = `${constantCase(camelCase(secret.name))}_KEYS`;
    const name = file.names.take(...(repeated.length === 1 ? ['KEYS'] : []), own);
    file.nameVariable(secret, name);
    return new KeyConstant(name, [...new Set(all.map(({ key }) => key))]);
  });
}

/** The code with keys as texts where no constant is made for them. */
export function withPlainKeys<T extends Code>(code: T, file: SourceFile): T {
  const replace = (node: Node) =>
    node instanceof Element && file.nameOf(node.object) === undefined ? node.key : undefined;
  return rewritten(code, replace) as T;
}

function keyIn(node: Node): { readonly secret: Reference; readonly key: string }[] {
  return node instanceof Element && node.object instanceof Reference ? [{ secret: node.object, key: node.key }] : [];
}
