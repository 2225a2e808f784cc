import { freeName } from '../../lib/text/free-name';
export interface ObjectName {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

export interface IdentifiedObject {
  readonly name: ObjectName;
  /** As it is written: two objects with the same text are the same. */
  readonly text: string;
}

const BETWEEN = /^---[ \t]*\r?\n/m;
const UNUSUAL = /^(?:---[ \t]*\S|\.\.\.|%)/m;

/**
 * The objects in the text of a manifest, by who they are. Thousands of objects as cdk8s writes them are told apart by
 * the lines that name them; only what is written otherwise is parsed.
 */
export async function identifyObjects(text: string, file: string): Promise<Map<string, IdentifiedObject>> {
  const objects = new Map<string, IdentifiedObject>();
  const documents = UNUSUAL.test(text) || /^\s*[{[]/.test(text) ? [text] : text.split(BETWEEN);
  for (const document of documents) {
    for (const { name, text: own } of await objectsIn(document, file)) {
      const who = [name.apiVersion, name.kind, name.namespace ?? '', name.name].join(' ');
      objects.set(
        freeName(who, ' ', (key) => objects.has(key)),
        { name, text: own },
      );
    }
  }
  return objects;
}

async function objectsIn(document: string, file: string): Promise<IdentifiedObject[]> {
  if (document.trim() === '') return [];
  const name = namedByLines(document);
  if (name !== undefined) return [{ name, text: document }];
  const { manifestsIn } = await import('../manifests/read-manifests.js');
  return manifestsIn(document, file).manifests.map(({ manifest }) => {
    const { apiVersion, kind, metadata } = manifest;
    return {
      name: {
        apiVersion: String(apiVersion),
        kind,
        ...namespaceField(metadata?.namespace),
        name: String(metadata?.name ?? ''),
      },
      text: JSON.stringify(manifest),
    };
  });
}

const PLAIN = '([A-Za-z][\\w./-]*)';

/** Who an object is, if each of the lines that say so stands there once and as plain text. */
function namedByLines(document: string): ObjectName | undefined {
  const metadata = /^metadata:\n((?: .*\n)+)/m.exec(document)?.[1] ?? '';
  const apiVersion = onlyValueOf(document, 'apiVersion');
  const kind = onlyValueOf(document, 'kind');
  const name = onlyValueOf(metadata, '  name');
  const namespace = onlyValueOf(metadata, '  namespace');
  if (apiVersion === undefined || kind === undefined || name === undefined || kind.endsWith('List')) return undefined;
  if (namespace === undefined && /^ {2}namespace:/m.test(metadata)) return undefined;
  return { apiVersion, kind, ...namespaceField(namespace), name };
}

function onlyValueOf(text: string, key: string): string | undefined {
  const values = [...text.matchAll(new RegExp(`^${key}: ${PLAIN}$`, 'gm'))];
  return values.length === 1 ? values[0]?.[1] : undefined;
}

function namespaceField(namespace: string | undefined): { namespace?: string } {
  return namespace === undefined ? {} : { namespace: String(namespace) };
}
