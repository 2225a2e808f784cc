import type { AppModel } from '../../../model/app-model';
import type { ExternalSecret } from '../../../model/delivery/external-secrets';
import { externalSecretsOf } from '../../../model/delivery/external-secrets';
import { tester } from '../../../model/delivery/external-secrets/go-regexp';
import { isSelected } from '../../../model/delivery/external-secrets/selected-namespaces';
import {
  infisicalStoresByName,
  type Store,
  type StoreReference,
  storeReferenceAt,
  storesReferredTo,
} from '../../../model/delivery/external-secrets/stores';
import type { Field } from '../../../model/field';
import { quotedText } from '../../../text/key-name';
import { ruleOn, Severity } from '../../rule';
import { clusterStoreWith, externalSecretWith } from './examples';

/** Every place where an ExternalSecret names a store. */
function referencesIn({ spec }: ExternalSecret): StoreReference[] {
  const entries = [...spec.at('data').items(), ...spec.at('dataFrom').items()];
  return [spec.at('secretStoreRef'), ...entries.map((entry) => entry.at('sourceRef', 'storeRef'))].flatMap(
    (field) => storeReferenceAt(field) ?? [],
  );
}

const LOGIN = { tokenAuthCredentials: { accessToken: { name: 'login', key: 'token', namespace: 'external-secrets' } } };

export const O6 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'A reference to a store has the kind and the namespace of one that is there',
  why: 'Without a kind, a SecretStore of the own namespace is meant. Where there is none, the operator says so in a status, and no Secret is made.',
  source:
    'external-secrets v2.9.0: runtime/clientmanager/manager.go (getStore), apis/externalsecrets/v1/externalsecret_types.go (SecretStoreRef)',
  bad: { objects: [clusterStoreWith({ auth: LOGIN }), externalSecretWith({})] },
  good: {
    objects: [
      clusterStoreWith({ auth: LOGIN }),
      externalSecretWith({ secretStoreRef: { kind: 'ClusterSecretStore', name: 'infisical' } }),
    ],
  },
  check: (app, report) => {
    const told = new Set<string>();
    for (const one of externalSecretsOf(app)) {
      for (const reference of referencesIn(one)) {
        // Of a kind that is none O20 tells.
        if (!/^(?:Cluster)?SecretStore$/.test(reference.kind)) continue;
        if (storesReferredTo(app, reference, one.namespace).length > 0) continue;
        const [other] = infisicalStoresByName(app).get(reference.name) ?? [];
        if (other === undefined) continue;
        const message = `${reference.kind} ${quotedText(reference.name)} is not there, but ${placeOf(other)}: ${remedyFor(other, reference)}`;
        const place = JSON.stringify([one.name, one.resource.manifest.metadata, reference.field.path]);
        if (!told.has(place)) report(one.resource, reference.field, message);
        told.add(place);
      }
    }
  },
});

function placeOf({ kind, name, namespace }: Store): string {
  const where = kind === 'ClusterSecretStore' ? '' : ` in the namespace ${quotedText(namespace ?? '')}`;
  return `a ${kind} ${quotedText(name)} is${where}`;
}

function remedyFor({ kind }: Store, reference: StoreReference): string {
  if (kind !== reference.kind) return `write kind: ${kind}`;
  return 'a SecretStore serves its own namespace only; write a ClusterSecretStore';
}

export const O7 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'A ClusterSecretStore serves the namespaces of those that use it',
  why: 'An ExternalSecret in a namespace that no condition of the store allows fails, and says so in its status only.',
  source: 'external-secrets v2.9.0: runtime/clientmanager/manager.go (shouldProcessSecret)',
  bad: {
    objects: [
      clusterStoreWith({ auth: LOGIN }, { conditions: [{ namespaces: ['payments'] }] }),
      externalSecretWith({ secretStoreRef: { kind: 'ClusterSecretStore', name: 'infisical' } }),
    ],
  },
  good: {
    objects: [
      clusterStoreWith({ auth: LOGIN }, { conditions: [{ namespaces: ['payments', 'shop'] }] }),
      externalSecretWith({ secretStoreRef: { kind: 'ClusterSecretStore', name: 'infisical' } }),
    ],
  },
  check: (app, report) => {
    for (const one of externalSecretsOf(app)) {
      const { namespace } = one;
      if (namespace === undefined) continue;
      for (const reference of referencesIn(one)) {
        const stores = storesReferredTo(app, reference, namespace);
        const [store] = stores;
        if (store?.kind !== 'ClusterSecretStore' || !store.infisical || stores.length > 1) continue;
        if (mayServe(app, store, namespace)) continue;
        const message = `the conditions of ClusterSecretStore ${quotedText(store.name)} do not allow the namespace ${quotedText(namespace)}: add it there`;
        report(one.resource, reference.field, message);
      }
    }
  },
});

/** Whether any condition allows a namespace, or may: one is enough. */
function mayServe(app: AppModel, { spec }: Store, namespace: string): boolean {
  const field = spec.at('conditions');
  const conditions = field.items();
  if (conditions.length === 0 || field.isUnresolved) return true;
  return conditions.some((condition) => mayAllow(app, condition, namespace));
}

function mayAllow(app: AppModel, condition: Field, namespace: string): boolean {
  const [names, patterns, selector] = ['namespaces', 'namespaceRegexes', 'namespaceSelector'].map((name) =>
    condition.at(name),
  );
  if (condition.isUnresolved || [names, patterns, selector].some((field) => field?.isUnresolved)) return true;
  if (names?.texts().some((name) => name === namespace || /[${<]/.test(name))) return true;
  if (patterns?.texts().some((pattern) => tester(pattern)?.(namespace) ?? true)) return true;
  return selector?.isGiven === true && isSelected(app, selector, namespace) !== false;
}
