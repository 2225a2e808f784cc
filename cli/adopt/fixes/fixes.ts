import { type Fields, fields } from '../../../lib/json/json';
import { intervalSeconds } from '../../../lib/model/duration';
import type { Manifest } from '../../../lib/model/manifest';
import { AUTO_RELOAD_ANNOTATION } from '../../../lib/model/workloads';
import { scalarText } from '../compare/scalar';

/** What was put right, and where it stood. */
interface Fixed {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** One mistake that can be put right without asking: what the cluster does today stays, or it does nothing today. */
export interface Fix {
  /** The rule that it breaks. */
  readonly rule: string;
  /** Puts it right in place. */
  readonly fix: (manifest: Manifest) => Fixed[];
}

export const FIXES: readonly Fix[] = [
  { rule: 'S1', fix: misplacedScope },
  { rule: 'M4', fix: creationPolicy },
  { rule: 'A4', fix: missingNamespace },
  { rule: 'T3', fix: shortInterval },
  { rule: 'T1', fix: unreadableInterval },
  { rule: 'T4', fix: deadTiming },
  { rule: 'H1', fix: connectionAddress },
  { rule: 'M13', fix: halfMetadata },
  { rule: 'K4', fix: wholeSecretInTemplate },
  { rule: 'C6', fix: reloadFlag },
];

/** The API server refuses the resource, so that it can only ever have been meant this way. */
function misplacedScope(manifest: Manifest): Fixed[] {
  if (manifest.kind !== 'InfisicalSecret') return [];
  const spec = fields(manifest.spec);
  const authentication = fields(spec.authentication);
  const methods = Object.entries(authentication).filter(([name, block]) => name !== 'secretsScope' && isObject(block));
  if (methods.length !== 1) return [];
  const [[method, block]] = methods as [string, Fields][];
  if (block.secretsScope !== undefined) return [];
  for (const [holder, path] of [
    [authentication, ['spec', 'authentication', 'secretsScope']],
    [spec, ['spec', 'secretsScope']],
    [fields(block.credentialsRef), ['spec', 'authentication', method, 'credentialsRef', 'secretsScope']],
  ] as const) {
    if (!isObject(holder.secretsScope)) continue;
    block.secretsScope = holder.secretsScope;
    delete holder.secretsScope;
    return [{ path, message: `secretsScope moved into authentication.${method}, where the operator looks for it` }];
  }
  return [];
}

/** The operator takes every text but `Owner` for `Orphan`. */
function creationPolicy(manifest: Manifest): Fixed[] {
  if (manifest.apiVersion !== 'secrets.infisical.com/v1alpha1') return [];
  return references(manifest).flatMap(({ reference, path }) => {
    const { creationPolicy: policy } = reference;
    if (policy === undefined || policy === 'Owner' || policy === 'Orphan') return [];
    reference.creationPolicy = 'Orphan';
    const message = `creationPolicy "${scalarText(policy)}" is now "Orphan", as which it acts`;
    return [{ path: [...path, 'creationPolicy'], message }];
  });
}

/** The API server refuses a reference without a namespace. */
function missingNamespace(manifest: Manifest): Fixed[] {
  const own = manifest.metadata.namespace;
  if (typeof own !== 'string' || !manifest.apiVersion.startsWith('secrets.infisical.com/')) return [];
  const fixed: Fixed[] = [];
  visit(manifest.spec, ['spec'], (object, path) => {
    for (const [name, namespace] of NAMESPACES) {
      if (typeof object[name] !== 'string' || object[namespace] !== undefined || !isReference(path, name)) continue;
      object[namespace] = own;
      fixed.push({ path: [...path, name], message: `${namespace} is now "${own}", the namespace of the resource` });
    }
  });
  return fixed;
}

const NAMESPACES: readonly (readonly [name: string, namespace: string])[] = [
  ['secretName', 'secretNamespace'],
  ['configMapName', 'configMapNamespace'],
  ['name', 'namespace'],
];

/** The name of a secret in Infisical is none of a Kubernetes object. */
function isReference(path: readonly (string | number)[], name: string): boolean {
  const last = String(path.findLast((part) => typeof part === 'string'));
  if (last === 'secretsScope' || last === 'dynamicSecret' || last === 'generatorRef') return false;
  return name !== 'name' || /Ref$|^targets$|^caCertificate$/.test(last);
}

/** The operator takes 1 to 4 and negative numbers for no interval at all. */
function shortInterval(manifest: Manifest): Fixed[] {
  if (manifest.kind !== 'InfisicalSecret') return [];
  const spec = fields(manifest.spec);
  const { resyncInterval } = spec;
  if (typeof resyncInterval !== 'number' || resyncInterval >= 5 || resyncInterval === 0) return [];
  delete spec.resyncInterval;
  return [
    { path: ['spec', 'resyncInterval'], message: `resyncInterval ${resyncInterval} is gone: it acted as the default` },
  ];
}

/** The operator takes what it cannot read for no interval at all. */
function unreadableInterval(manifest: Manifest): Fixed[] {
  if (manifest.kind !== 'InfisicalSecret') return [];
  const timing = fields(fields(manifest.spec).syncConfig);
  const { resyncInterval } = timing;
  if (resyncInterval === undefined || resyncInterval === '' || /^-?0*[mhdw]$/.test(scalarText(resyncInterval)))
    return [];
  if (intervalSeconds(resyncInterval) !== undefined || /^-?\d+[mhdw]$/.test(scalarText(resyncInterval))) return [];
  delete timing.resyncInterval;
  const message = `syncConfig.resyncInterval "${scalarText(resyncInterval)}" is gone: it acted as the default`;
  return [{ path: ['spec', 'syncConfig', 'resyncInterval'], message }];
}

/** With syncConfig the operator does not look at the flat fields. */
function deadTiming(manifest: Manifest): Fixed[] {
  const spec = fields(manifest.spec);
  if (manifest.kind !== 'InfisicalSecret' || spec.syncConfig === undefined) return [];
  return ['resyncInterval', 'instantUpdates'].flatMap((field) => {
    if (spec[field] === undefined) return [];
    delete spec[field];
    return [{ path: ['spec', field], message: `${field} is gone: syncConfig makes it dead` }];
  });
}

/** With /api every sync fails. */
function connectionAddress(manifest: Manifest): Fixed[] {
  const spec = fields(manifest.spec);
  if (manifest.kind !== 'InfisicalConnection' || typeof spec.address !== 'string') return [];
  const address = spec.address.replace(/\/api\/?$/, '');
  if (address === spec.address) return [];
  spec.address = address;
  return [{ path: ['spec', 'address'], message: `address is now "${address}", without /api` }];
}

/** The API server refuses one without the other. */
function halfMetadata(manifest: Manifest): Fixed[] {
  if (manifest.kind !== 'InfisicalStaticSecret') return [];
  return references(manifest).flatMap(({ reference, path }) => {
    const { metadata } = reference;
    if (!isObject(metadata)) return [];
    return ['labels', 'annotations'].flatMap((half) => {
      if (metadata[half] !== undefined) return [];
      metadata[half] = {};
      return [
        { path: [...path, 'metadata'], message: `metadata now has empty ${half}, which the API server asks for` },
      ];
    });
  });
}

/** What it writes today is the text of a Go struct, which no application can use. */
function wholeSecretInTemplate(manifest: Manifest): Fixed[] {
  if (manifest.apiVersion !== 'secrets.infisical.com/v1alpha1') return [];
  return references(manifest).flatMap(({ reference, path }) => {
    const data = fields(fields(reference.template).data);
    return Object.entries(data).flatMap(([key, template]) => {
      if (typeof template !== 'string') return [];
      const fixed = template.replaceAll(/\{\{(-?\s*)\.([A-Za-z_]\w*)(\s*-?)\}\}/g, '{{$1.$2.Value$3}}');
      if (fixed === template) return [];
      data[key] = fixed;
      return [{ path: [...path, 'template', 'data', key], message: `the template of "${key}" now writes the .Value` }];
    });
  });
}

/** The API server refuses an annotation that is no text. */
function reloadFlag({ metadata }: Manifest): Fixed[] {
  const annotations = fields(metadata.annotations);
  if (annotations[AUTO_RELOAD_ANNOTATION] !== true) return [];
  annotations[AUTO_RELOAD_ANNOTATION] = 'true';
  const path = ['metadata', 'annotations', AUTO_RELOAD_ANNOTATION];
  return [{ path, message: 'the auto-reload annotation is now the text "true"' }];
}

/** What a resource writes, and where it says so. */
function references({ kind, spec }: Manifest): { reference: Fields; path: (string | number)[] }[] {
  const lists =
    kind === 'InfisicalStaticSecret' ? ['targets'] : ['managedKubeSecretReferences', 'managedKubeConfigMapReferences'];
  const { managedSecretReference: single } = fields(spec);
  return [
    ...(isObject(single) ? [{ reference: single, path: ['spec', 'managedSecretReference'] }] : []),
    ...lists.flatMap((list) => {
      const all = fields(spec)[list];
      return Array.isArray(all)
        ? all.flatMap((reference, index) => (isObject(reference) ? [{ reference, path: ['spec', list, index] }] : []))
        : [];
    }),
  ];
}

function visit(
  value: unknown,
  path: readonly (string | number)[],
  see: (object: Fields, path: readonly (string | number)[]) => void,
): void {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) visit(item, [...path, index], see);
  if (!isObject(value)) return;
  see(value, path);
  for (const [name, item] of Object.entries(value)) visit(item, [...path, name], see);
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
