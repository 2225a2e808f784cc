import { isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';

/** The same by another reader. */
export function contentByYaml(text: string): unknown {
  const document = parseDocument(text, { version: '1.1', schema: 'failsafe', merge: false });
  if (document.errors.length > 0) throw document.errors[0];
  return contentOf(document.contents);
}

function contentOf(node: Node | null): unknown {
  if (isSeq(node)) return node.items.map((item) => contentOf(item as Node | null));
  if (isMap(node)) {
    return Object.fromEntries(
      node.items.map(({ key, value }) => [contentOf(key as Node), contentOf(value as Node | null)]),
    );
  }
  if (!isScalar(node)) return null;
  const isNull = node.type === 'PLAIN' && ['', '~', 'null', 'Null', 'NULL'].includes(String(node.source));
  return isNull ? null : String(node.value ?? '');
}
