import { mountingsOf } from '../../../model/delivery/secrets-store-csi/mountings';
import { infisicalClasses } from '../../../model/delivery/secrets-store-csi/provider-class';
import type { Field } from '../../../model/field';
import { MANDATORY_KEYS } from '../../../model/mandatory-keys';
import { isFilledInLater } from '../../../model/resource';
import { didYouMean } from '../../../text/did-you-mean';
import { namedKeys, quotedKey, quotedName, quotedText } from '../../../text/key-name';
import { listed } from '../../../text/listed';
import { quotedNames } from '../../../text/shown';
import { ruleOn, Severity } from '../../rule';
import { checkEach, classWith, mounting, SECRET_OBJECTS } from './classes';

const WRITING = 'secrets-store-csi-driver v1.6.0: pkg/util/secretutil/secret.go';

export const D16 = ruleOn('app', {
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A Secret of a class has a name, a type and keys',
  why: 'The driver does not write it: what takes a key of it never starts, and only its log says why.',
  source: `${WRITING} (ValidateSecretObject, GetSecretData)`,
  bad: { objects: [classWith({}, { secretObjects: [{ ...SECRET_OBJECTS[0], type: null }] }), mounting()] },
  good: { objects: [classWith({}, { secretObjects: SECRET_OBJECTS }), mounting()] },
  check: (app, report) => {
    for (const { resource, secretObjects } of infisicalClasses(app)) {
      for (const secret of secretObjects) {
        for (const { field, holder, what } of lacksOf(secret)) {
          const remedy = field.key === 'type' ? 'write type: Opaque' : 'add it';
          report(resource, holder, `a Secret of the class has no ${what}: ${remedy}`, undefined, field.path);
        }
      }
    }
  },
});

interface Lack {
  readonly field: Field;
  readonly holder: Field;
  readonly what: string;
}

function lacksOf(secret: Field): readonly Lack[] {
  const data = secret.at('data');
  const own = ['secretName', 'type'].map((name) => secret.at(name)).filter(({ isEmpty }) => isEmpty);
  const isWithout = !data.isUnresolved && data.items().length === 0;
  const inData = data.items().flatMap((item) =>
    ['objectName', 'key']
      .map((name) => item.text(name))
      .filter((field) => field.isEmpty || field.value?.trim() === '')
      .map((field): Lack => ({ field, holder: item, what: `${field.key} in its data` })),
  );
  return [
    ...[...own, ...(isWithout ? [data] : [])].map((field) => ({ field, holder: secret, what: String(field.key) })),
    ...inData,
  ];
}

export const D17 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'A Secret of a class is made of files that the class mounts',
  why: 'An objectName is a fileName of the list: without such a file, the driver does not write the Secret.',
  source: `${WRITING} (GetSecretData: "file matching objectName … not found in the pod")`,
  bad: {
    objects: [
      classWith({}, { secretObjects: [{ ...SECRET_OBJECTS[0], data: [{ objectName: 'TOKEN', key: 'TOKEN' }] }] }),
      mounting(),
    ],
  },
  good: { objects: [classWith({}, { secretObjects: SECRET_OBJECTS }), mounting()] },
  check: checkEach('any', ({ provider: { resource, secretObjects }, content }, report) => {
    if (!content.isWhole || content.files.size === 0) return;
    const keys = new Map(
      [...content.files].flatMap(([file, needs]) => needs.map(({ key = '' }) => [key, file] as const)),
    );
    for (const field of secretObjects.flatMap((secret) => secret.at('data').items())) {
      const objectName = field.text('objectName');
      const name = objectName.value?.trim();
      if (!name || content.files.has(name) || isFilledInLater(resource, name)) continue;
      const file = keys.get(name);
      const files = [...content.files.keys()];
      const all = `write one of ${quotedNames(files.slice(0, MOST_FILES))}`;
      const remedy =
        file === undefined
          ? didYouMean(name, namedKeys(files), all)
          : `write its fileName, ${quotedText(file)}, and not the key`;
      const message = `the class mounts no file ${quotedName(name)}: ${remedy}`;
      report(resource, objectName, message);
    }
  }),
});

const MOST_FILES = 5;

export const D24 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'A Secret of a class has the keys of its type',
  why: 'The driver takes certificates and keys apart by these names, and the API server refuses a Secret of the type without them.',
  source: `${WRITING} (GetCertPart: "Only 'tls.key' and 'tls.crt' are supported"); Kubernetes: pkg/apis/core/validation/validation.go (ValidateSecret)`,
  bad: { objects: [classWith({}, sshKeyIn('TOKEN')), mounting()] },
  good: { objects: [classWith({}, sshKeyIn('ssh-privatekey')), mounting()] },
  check: (app, report) => {
    for (const { resource, secretObjects } of new Set(mountingsOf(app).map(({ provider }) => provider))) {
      for (const secret of secretObjects) {
        // Of what lacks a part D16 tells.
        if (lacksOf(secret).length > 0) continue;
        const type = secret.text('type');
        const mandatory = MANDATORY_KEYS.get(type.value?.trim() ?? '');
        const keys = secret
          .at('data')
          .items()
          .flatMap((item) => item.text('key').value?.trim() ?? []);
        if (mandatory === undefined || keys.some((key) => isFilledInLater(resource, key))) continue;
        const missing = mandatory.keys.filter((key) => !keys.includes(key));
        const isEnough = mandatory.anyOf ? missing.length < mandatory.keys.length : missing.length === 0;
        if (isEnough) continue;
        const names = missing.map(quotedKey);
        const wanted = mandatory.anyOf ? names.join(' or ') : listed(names);
        report(
          resource,
          type,
          `a Secret of the type ${quotedText(type.value ?? '')} needs the key ${wanted}: add it, or write type: Opaque`,
        );
      }
    }
  },
});

function sshKeyIn(key: string) {
  const data = [{ objectName: 'token', key }];
  return { secretObjects: [{ ...SECRET_OBJECTS[0], type: 'kubernetes.io/ssh-auth', data }] };
}
