import { grouped } from '../../../collections/grouped';
import { namedObject, qualifiedName } from '../../../model/address';
import { SENSITIVE_KEYS } from '../../../model/auth';
import { contentOf, type KeyReference, keyReferencesOf, secretsByAddress } from '../../../model/credentials';
import { type Field, pathText } from '../../../model/field';
import { isFilledInLater, specOf } from '../../../model/resource';
import { isCredentialOfPush, textsIn } from '../../../model/static-secret-push';
import { closest } from '../../../text/did-you-mean';
import { namedKeys, quotedKey } from '../../../text/key-name';
import { isPlaceholder } from '../../../text/placeholder';
import { type ExampleObject, ruleOn, Severity } from '../../rule';

const LOGIN: ExampleObject = { kind: 'InfisicalAuth' };

export const A9 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'A Secret of the app has the keys that a login reads',
  why: 'Keys are compared letter by letter: with "client-id" in place of "clientId" the operator finds no login at all.',
  source:
    'operator v0.11.7: internal/util/kubernetes.go (GetInfisicalUniversalAuthFromKubeSecret, ResolveSecretReference); https://github.com/Infisical/infisical/issues/2170',
  bad: { objects: [LOGIN, credentials({ 'client-id': '' })] },
  good: { objects: [LOGIN, credentials({ clientId: '', clientSecret: '' })] },
  check: (app, report) => {
    for (const reference of keyReferencesOf(app)) {
      const { resource, field, name, namespace, key } = reference;
      const secret = secretsByAddress(app).get(qualifiedName(reference));
      const content = secret && contentOf(secret);
      if (content === undefined || content.has(key)) continue;
      report(
        resource,
        field.at('key').isGiven ? field.at('key') : field,
        `${placeIn(field)} needs the key ${quotedKey(key)}, which the Secret "${namespace}/${name}" does not have: ${remedyFor(reference, [...content.keys()])}`,
      );
    }
  },
});

export const A10 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'No credential stands in a manifest',
  why: 'Manifests are committed: whoever can read the repository could log in, also after the line is gone from it.',
  source: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/: base64 is not encryption',
  bad: { objects: [LOGIN, credentials({ clientId: '', clientSecret: 'in the open' })] },
  good: { objects: [LOGIN] },
  check: (app, report) => {
    const secrets = secretsByAddress(app);
    const sensitive = keyReferencesOf(app).filter((reference) => reference.sensitive);
    for (const [address, references] of grouped(sensitive, qualifiedName)) {
      // One without a namespace is the one, as far as anybody can tell.
      const secret = secrets.get(address) ?? secrets.get(qualifiedName({ name: references[0].name }));
      const content = secret && contentOf(secret);
      if (secret === undefined || content === undefined) continue;
      // An example's gap, such as `<client-secret>`, is none.
      const isWritten = (value: unknown) =>
        value && !isFilledInLater(secret, value) && !(typeof value === 'string' && isPlaceholder(value));
      const [first, ...others] = new Set(
        references.map(({ key }) => key).filter((key) => isWritten(content.get(key)?.value)),
      );
      if (first === undefined) continue;
      report(
        secret,
        content.get(first)?.field ?? [],
        `the Secret "${address}" has the value of ${[first, ...others].map(quotedKey).join(', ')} in it, with which ${namedObject(references[0].resource.manifest)} logs in: drop the Secret from the app and create it in the cluster by other means`,
      );
    }
    for (const resource of app.infisical) {
      const spec = specOf(resource);
      const isPush = resource.manifest.kind === 'InfisicalStaticSecretPush';
      for (const field of isPush ? textsIn(spec).filter(isCredentialOfPush) : literalsIn(spec)) {
        const message = `${placeIn(field)} is a credential, which must never stand in a manifest: put it into a Secret in the cluster and refer to that`;
        report(resource, field, message);
      }
    }
  },
});

function credentials(stringData: object): ExampleObject {
  return { kind: 'Secret', metadata: { name: 'infisical-credentials' }, stringData };
}

function remedyFor({ key, sensitive }: KeyReference, found: readonly string[]): string {
  const similar = closest(key, namedKeys(found));
  if (similar !== undefined) return `rename its key "${similar}"`;
  const keys = found.length === 0 ? 'it has none' : `it has ${found.map(quotedKey).join(', ')}`;
  return sensitive ? `${keys}; create the Secret in the cluster by other means` : `${keys}; add it`;
}

/** Credentials that somebody wrote into an authentication block itself, where no field for them exists. */
function literalsIn(spec: Field): Field[] {
  const others = spec.entries().filter(([name]) => name !== 'authentication');
  const fields = [...spec.at('authentication').entries(), ...others].flatMap(([, block]) => block.entries());
  return fields.flatMap(([name, field]) =>
    SENSITIVE_KEYS.has(name) && typeof field.raw === 'string' && field.raw !== '' ? [field] : [],
  );
}

function placeIn({ path }: Field): string {
  return pathText(path.slice(1));
}
