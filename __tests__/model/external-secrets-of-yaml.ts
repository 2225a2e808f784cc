import { parseAllDocuments } from 'yaml';
import { modelOf, type Settings } from '../../lib/model/app-model';
import { deliveriesOf } from '../../lib/model/delivery/deliveries';
import type { DeliveryNeed } from '../../lib/model/delivery/delivery';
import type { Manifest } from '../../lib/model/manifest';

export const manifestsIn = (text: string) =>
  parseAllDocuments(text).map((document) => ({ manifest: document.toJS() as Manifest, file: 'all.yaml' }));

const shownNeed = ({ source, key, wording }: DeliveryNeed) =>
  [
    source.host?.replace('https://', ''),
    source.projectSlug,
    source.environment,
    source.path + (source.recursive ? '/**' : ''),
    key ?? wording,
  ].join(' | ');

/** What the readers tell, in short lines. */
export function told(resources: ReturnType<typeof manifestsIn>, settings: Settings = {}) {
  const deliveries = deliveriesOf(modelOf(resources, settings));
  return {
    needs: deliveries.flatMap(({ needs }) => needs.map(shownNeed)),
    written: deliveries.flatMap(({ written }) =>
      written.map(({ name, namespace = '?', keys, further }) => {
        const names = [...keys].map(([key, needs]) => `${key}=${needs.map((one) => one.key ?? one.wording).join('+')}`);
        return `${namespace}/${name} ${names.join(' ')}${further ? ` and ${further.length} more` : ''}`.replace(
          '  ',
          ' ',
        );
      }),
    ),
    writes: deliveries.flatMap(({ writes = [] }) => writes.map(shownNeed)),
    unknown: deliveries.flatMap(({ unknown }) => unknown.map(({ at, message }) => `${at.join('.')}: ${message}`)),
  };
}

export const STORE = `
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: { name: vault, namespace: tea }
spec:
  provider:
    infisical:
      auth: { tokenAuthCredentials: { accessToken: { name: login, key: token } } }
      secretsScope: { projectSlug: tea, environmentSlug: prod, secretsPath: /web }
`;

export const secretOf = (spec: string, metadata = '{ name: app, namespace: tea }') => `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: ${metadata}
spec: { secretStoreRef: { name: vault }, ${spec} }
`;

export const of = (...texts: string[]) => manifestsIn(texts.join('\n---\n'));
export const withStore = (spec: string) => of(STORE, secretOf(spec));
