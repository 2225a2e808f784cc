import { grouped } from '../../collections/grouped';
import { fields } from '../../json/json';
import {
  contentOf,
  isCredentialName,
  type KeyReference,
  keyReferencesOf,
  secretsByAddress,
} from '../../model/credentials';
import { closest } from '../../text/did-you-mean';
import { namedKeys, quotedKey } from '../../text/key-name';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

/** Secrets that hold what the operator logs in with. */
export const CREDENTIAL_RULES: readonly Rule[] = [
  {
    id: 'A9',
    severity: Severity.ERROR,
    title: 'A Secret of the app has the keys that a login reads',
    check: (app, report) => {
      for (const reference of keyReferencesOf(app)) {
        const { resource, at, name, namespace, key } = reference;
        const secret = secretsByAddress(app).get(`${namespace}/${name}`);
        const content = secret && contentOf(secret);
        if (content === undefined || content.has(key)) continue;
        report(
          resource,
          `${at} needs the key ${quotedKey(key)}, which the Secret "${namespace}/${name}" does not have: ${remedyFor(reference, [...content.keys()])}`,
        );
      }
    },
  },
  {
    id: 'A10',
    severity: Severity.ERROR,
    title: 'No credential stands in a manifest',
    check: (app, report) => {
      const secrets = secretsByAddress(app);
      const sensitive = keyReferencesOf(app).filter((reference) => reference.sensitive);
      for (const [address, references] of grouped(sensitive, ({ name, namespace }) => `${namespace}/${name}`)) {
        const secret = secrets.get(address);
        const content = secret && contentOf(secret);
        if (secret === undefined || content === undefined) continue;
        const literal = new Set(references.map(({ key }) => key).filter((key) => content.get(key)));
        if (literal.size === 0) continue;
        const { kind, metadata } = references[0].resource.manifest;
        report(
          secret,
          `the Secret "${address}" has the value of ${[...literal].map(quotedKey).join(', ')} in it, with which ${kind} "${metadata.name ?? ''}" logs in: drop the Secret from the app and create it in the cluster by other means`,
        );
      }
      for (const resource of app.infisical) {
        for (const place of literalsIn(resource.manifest.spec)) {
          report(
            resource,
            `${place} is a credential, which must never stand in a manifest: put it into a Secret in the cluster and refer to that`,
          );
        }
      }
    },
  },
];

function remedyFor({ key, sensitive }: KeyReference, found: readonly string[]): string {
  const similar = closest(key, namedKeys(found));
  if (similar !== undefined) return `rename its key "${similar}"`;
  const keys = found.length === 0 ? 'it has none' : `it has ${found.map(quotedKey).join(', ')}`;
  return sensitive ? `${keys}; create the Secret in the cluster by other means` : `${keys}; add it`;
}

/** Credentials that somebody wrote into an authentication block itself, where no field for them exists. */
function literalsIn(spec: unknown): string[] {
  const { authentication, ...others } = fields(spec);
  const blocks = [
    ...Object.entries(fields(authentication)).map(([name, block]) => [`authentication.${name}`, block] as const),
    ...Object.entries(others),
  ];
  return blocks.flatMap(([at, block]) =>
    Object.entries(fields(block)).flatMap(([field, value]) =>
      isCredentialName(field) && typeof value === 'string' && value !== '' ? [`${at}.${field}`] : [],
    ),
  );
}
