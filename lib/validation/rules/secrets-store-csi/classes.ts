import type { AppModel } from '../../../model/app-model';
import { type Mounting, mountingsOf } from '../../../model/delivery/secrets-store-csi/mountings';
import { isOfOthers } from '../../../model/delivery/secrets-store-csi/parameters';
import type { Resource } from '../../../model/resource';
import type { ExampleObject, ExampleObjects } from '../../example';
import type { Report } from '../../rule';

type Spec = Readonly<Record<string, unknown>>;

/** An example of a class of the provider of Infisical. */
export function providing(parameters: Spec, spec: Spec = {}): ExampleObjects {
  return { objects: [classWith(parameters, spec)] };
}

export function classWith(parameters: Spec, spec: Spec = {}): ExampleObject {
  return { kind: 'SecretProviderClass', spec: { parameters, ...spec } };
}

/** The file `token` as a Secret. */
export const SECRET_OBJECTS: readonly Spec[] = [
  { secretName: 'shop-csi', type: 'Opaque', data: [{ objectName: 'token', key: 'TOKEN' }] },
];

interface Uses {
  readonly env?: readonly Spec[];
  readonly isMounted?: boolean;
  readonly csi?: Spec;
}

/** A Deployment with a volume of the class. */
export function mounting({ env, isMounted = true, csi }: Uses = {}): ExampleObject {
  const volumeMounts = isMounted ? [{ name: 'keys', mountPath: '/run/keys' }] : [];
  const container = { name: 'api', image: 'api:1.0', volumeMounts, ...(env && { env }) };
  const volumeAttributes = { secretProviderClass: 'shop' };
  const source = { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes, ...csi };
  const spec = { containers: [container], volumes: [{ name: 'keys', csi: source }] };
  return { kind: 'Deployment', metadata: { annotations: null }, spec: { template: { spec } } };
}

/** What is made of the other provider of that name. */
export const OF_OTHER_PROVIDER: Spec = {
  ...{ authMethod: null, identityId: null, projectId: null, secrets: null },
  ...{ projectSlug: 'shop-x1y2', authSecretName: 'infisical-login', authSecretNamespace: 'shop' },
};

/** The mountings of one of the two providers: a check of each, which tells the same only once. */
export function checkEach(provider: 'official' | 'other' | 'any', check: (one: Mounting, report: Report) => void) {
  return (app: AppModel, report: Report): void => {
    const told = new Map<Resource, Set<string>>();
    const once: Report = (resource, at, message, fix, meant) => {
      const own = told.get(resource) ?? new Set();
      const text = JSON.stringify(['path' in at ? at.path : at, message]);
      if (!own.has(text)) report(resource, at, message, fix, meant);
      told.set(resource, own.add(text));
    };
    for (const one of mountingsOf(app)) {
      if (provider === 'any' || (provider === 'other') === isOfOthers(one.parameters)) check(one, once);
    }
  };
}
