import type { AppModel } from '../../app-model';
import type { Field } from '../../field';
import type { Resource } from '../../resource';
import { type MisspeltField, misspeltFieldsIn, misspeltProviderIn, type PartName } from './known-fields';
import { externalSecretRequests } from './objects';
import { storesOf } from './stores';

interface MisspeltInResource extends MisspeltField {
  readonly resource: Resource;
}

/** The fields that stores of Infisical, and ExternalSecrets of whatever store, do not have. */
export function misspeltFieldsOf(app: AppModel): MisspeltInResource[] {
  const inStores = storesOf(app).flatMap(({ resource, spec, infisical }) => {
    if (infisical !== undefined) return misspeltIn(resource, partsOfStore(infisical));
    const found = misspeltProviderIn(spec);
    return found === undefined ? [] : [{ resource, ...found }];
  });
  const specs = new Map(externalSecretRequests(app).map(({ resource, spec }) => [resource, spec]));
  return [...inStores, ...[...specs].flatMap(([resource, spec]) => misspeltIn(resource, partsOf(spec)))];
}

function misspeltIn(resource: Resource, parts: readonly Part[]): MisspeltInResource[] {
  return parts.flatMap(([part, field]) => misspeltFieldsIn(part, field).map((found) => ({ resource, ...found })));
}

type Part = readonly [part: PartName, field: Field];

function partsOfStore(infisical: Field): Part[] {
  const auth = infisical.at('auth');
  return [
    ['provider', infisical],
    ['secretsScope', infisical.at('secretsScope')],
    ['caProvider', infisical.at('caProvider')],
    ['auth', auth],
    ['universalAuthCredentials', auth.at('universalAuthCredentials')],
    ...auth.entries().flatMap(([, login]) => login.entries().map(([, selector]): Part => ['selector', selector])),
  ];
}

function partsOf(spec: Field): Part[] {
  return [...partsOfTarget(spec), ...partsOfEntries(spec)];
}

/** What says which Secret is made. */
export function partsOfTarget(spec: Field): Part[] {
  const target = spec.at('target');
  const template = target.at('template');
  const from = template.at('templateFrom').items();
  return [
    ['spec', spec],
    ['storeRef', spec.at('secretStoreRef')],
    ['target', target],
    ['template', template],
    ...from.map((one): Part => ['templateFrom', one]),
  ];
}

function partsOfEntries(spec: Field): Part[] {
  const [data, dataFrom] = [spec.at('data').items(), spec.at('dataFrom').items()];
  return [
    ...data.flatMap((entry): Part[] => [
      ['data', entry],
      ['remoteRef', entry.at('remoteRef')],
    ]),
    ...dataFrom.flatMap(partsOfFolderOrMembers),
    ...[...data, ...dataFrom].map((entry): Part => ['sourceRef', entry.at('sourceRef')]),
  ];
}

/** What says which keys an entry of `dataFrom` brings, and under which names. */
export function partsOfFolderOrMembers(entry: Field): Part[] {
  const find = entry.at('find');
  return [
    ['dataFrom', entry],
    ['remoteRef', entry.at('extract')],
    ['find', find],
    ['findName', find.at('name')],
    ...entry
      .at('rewrite')
      .items()
      .flatMap((one): Part[] => [
        ['rewrite', one],
        ['rewriteMerge', one.at('merge')],
        ['rewriteRegexp', one.at('regexp')],
        ['rewriteTransform', one.at('transform')],
      ]),
  ];
}
