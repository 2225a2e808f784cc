import type { Field } from '../../../model/field';
import { quotedObjectName, quotedText } from '../../../text/key-name';
import { listed } from '../../../text/listed';
import { ruleOn, Severity } from '../../rule';
import { clusterStoreWith, INFISICAL, storeWith } from './examples';
import { loginBlocksOf } from './logins';

export const O3 = ruleOn('infisicalStore', {
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A store can log in: by a method, with a credential from a namespace that is allowed',
  why: 'Admission refuses a namespace that is not that of the SecretStore, a caProvider with a namespace in a SecretStore, and one without in a ClusterSecretStore. Without a method, each login fails.',
  source:
    'external-secrets v2.9.0: providers/v1/infisical/provider.go (ValidateStore, validateCAProvider, NewClient), runtime/esutils/utils.go (ValidateReferentSecretSelector)',
  bad: { objects: [storeWith({ caProvider: { type: 'Secret', name: 'ca', key: 'ca.crt', namespace: 'shop' } })] },
  good: { objects: [storeWith({ caProvider: { type: 'Secret', name: 'ca', key: 'ca.crt' } })] },
  check: ({ kind, namespace, infisical }, report) => {
    const auth = infisical.at('auth');
    const blocks = loginBlocksOf(infisical);
    if (blocks.length === 0 && !auth.isUnresolved && (auth.isObject || !auth.isGiven)) {
      report(
        auth.isGiven ? auth : infisical,
        'the store has no method to log in: write one below auth, such as universalAuthCredentials',
        undefined,
        auth.path,
      );
    }
    const ca = infisical.at('caProvider');
    const caNamespace = ca.at('namespace');
    if (ca.isObject && kind === 'ClusterSecretStore' && !caNamespace.isGiven && !caNamespace.isUnresolved) {
      const message =
        'the caProvider of a ClusterSecretStore needs a namespace: write the one of its Secret or ConfigMap';
      report(ca, message, undefined, caNamespace.path);
    }
    if (kind !== 'SecretStore') return;
    if (ca.isObject && caNamespace.isGiven) {
      report(
        caNamespace,
        'the caProvider of a SecretStore must not have a namespace, which is always that of the store: take it out',
      );
    }
    const universal = blocks.find(({ field }) => field.key === 'universalAuthCredentials');
    for (const selector of universal?.selectors ?? []) {
      const other = foreignNamespaceIn(selector, namespace);
      if (other)
        report(
          other,
          `a SecretStore reads no credential of another namespace, and ${quotedText(other.value ?? '')} is one: take the namespace out, or use a ClusterSecretStore`,
        );
    }
  },
});

export const O4 = ruleOn('infisicalStore', {
  severity: Severity.WARNING,
  title: 'A store has one method to log in, and no namespace that does not count',
  why: 'Of several methods, the first in an order of the operator counts, without a word. A SecretStore reads each credential from its own namespace, whatever is written.',
  source:
    'external-secrets v2.9.0: providers/v1/infisical/provider.go (NewClient), runtime/esutils/resolvers/secret_ref.go (SecretKeyRef)',
  bad: {
    objects: [
      storeWith({
        auth: { ...INFISICAL.auth, tokenAuthCredentials: { accessToken: { name: 'login', key: 'token' } } },
      }),
    ],
  },
  good: { objects: [storeWith({})] },
  check: ({ kind, namespace, infisical }, report) => {
    const blocks = loginBlocksOf(infisical);
    const [first, second] = blocks;
    if (first !== undefined && second !== undefined) {
      const names = listed(blocks.map(({ field }) => String(field.key)));
      report(second.field, `the store has ${names}, of which only ${String(first.field.key)} counts: keep one`);
    }
    if (kind !== 'SecretStore') return;
    for (const { field, selectors } of blocks) {
      if (field.key === 'universalAuthCredentials') continue;
      for (const selector of selectors) {
        const other = foreignNamespaceIn(selector, namespace);
        if (other)
          report(
            other,
            `the namespace ${quotedText(other.value ?? '')} does not count: a SecretStore reads the Secret from its own`,
          );
      }
    }
  },
});

function foreignNamespaceIn(selector: Field, own: string | undefined): Field<string> | undefined {
  const field = selector.text('namespace');
  return field.value && own !== undefined && field.value !== own ? field : undefined;
}

export const O5 = ruleOn('infisicalStore', {
  severity: Severity.WARNING,
  tellsOfAbsence: true,
  title: 'A ClusterSecretStore says in which namespace its credential is',
  why: 'Without one, the Secret is looked for in the namespace of each ExternalSecret: where it is not, none of its keys arrive.',
  source: 'external-secrets v2.9.0: runtime/esutils/resolvers/secret_ref.go (SecretKeyRef)',
  bad: { objects: [clusterStoreWith({})] },
  good: {
    objects: [
      clusterStoreWith({
        auth: { tokenAuthCredentials: { accessToken: { name: 'login', key: 'token', namespace: 'external-secrets' } } },
      }),
    ],
  },
  check: ({ kind, infisical }, report) => {
    if (kind !== 'ClusterSecretStore') return;
    const [counts] = loginBlocksOf(infisical);
    const without = counts?.selectors.find((selector) => selector.at('namespace').isEmpty);
    if (without === undefined) return;
    const name = quotedObjectName(without.text('name').value ?? '');
    report(
      without,
      `the credential has no namespace: each namespace with an ExternalSecret of this store needs a Secret ${name} of its own; write the namespace`,
      undefined,
      without.at('namespace').path,
    );
  },
});
