import { grouped } from '../../../collections/grouped';
import { infisicalClasses } from '../../../model/delivery/secrets-store-csi/provider-class';
import { didYouMean } from '../../../text/did-you-mean';
import { keyNameProblem, namedKeys, quotedKey, quotedObjectName, quotedText } from '../../../text/key-name';
import { ruleOn, Severity } from '../../rule';
import { usersOf } from '../workloads/key-users';
import { classSecrets, isMounted, misspeltClasses } from './class-secrets';
import { classWith, mounting, SECRET_OBJECTS } from './classes';

const CONTROLLER = 'secrets-store-csi-driver v1.6.0: controllers/secretproviderclasspodstatus_controller.go';

function taking(key: string) {
  return { env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'shop-csi', key } } }] };
}

const WRITING = classWith({}, { secretObjects: SECRET_OBJECTS });

export const D22 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'Whoever takes a key of the Secret of a class mounts the class, or somebody beside it does',
  why: 'The driver writes the Secret only when a container mounts the volume: without, the pod waits for it, and never starts (CreateContainerConfigError).',
  source: `${CONTROLLER}; kubernetes-sigs/secrets-store-csi-driver issues 236 and 1611`,
  bad: { objects: [WRITING, mounting({ ...taking('TOKEN'), isMounted: false })] },
  good: { objects: [WRITING, mounting(taking('TOKEN'))] },
  check: (app, report) => {
    // Of a volume that means it under a wrong name D19 tells.
    const misspelt = new Set(misspeltClasses(app).values());
    for (const { provider, object, uses } of classSecrets(app)) {
      if (isMounted(app, provider) || misspelt.has(provider)) continue;
      for (const [, [{ workload, use }]] of grouped(uses, (one) => one.workload)) {
        const message = `the Secret ${quotedText(object.name)} is there only while a container mounts the SecretProviderClass ${quotedText(provider.name)}, and none does: mount its volume in a container`;
        report(workload.resource, use.field, message);
      }
    }
  },
});

export const D23 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'A class of which Secrets are made is mounted',
  why: 'The driver writes them only while a pod mounts the class, whoever takes keys of them.',
  source: `${CONTROLLER}; docs/book/src/topics/sync-as-kubernetes-secret.md`,
  bad: { objects: [WRITING] },
  good: { objects: [WRITING, mounting()] },
  check: (app, report) => {
    const used = new Set(classSecrets(app).flatMap(({ provider, uses }) => (uses.length > 0 ? [provider] : [])));
    for (const provider of infisicalClasses(app)) {
      const [secret] = provider.secretObjects;
      // Of what is used D22 tells.
      if (secret === undefined || isMounted(app, provider) || used.has(provider)) continue;
      const name = secret.text('secretName').value ?? '';
      const message = `no container here mounts the SecretProviderClass ${quotedText(provider.name)}: without one, the driver does not write the Secret ${quotedObjectName(name)}`;
      report(provider.resource, secret, message);
    }
  },
});

export const D25 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'A workload takes only keys that the Secret of a class has',
  why: 'The kubelet does not start a container that takes a key which its Secret does not have: CreateContainerConfigError.',
  source: `${CONTROLLER}; secrets-store-csi-driver v1.6.0: pkg/util/secretutil/secret.go (GetSecretData: the keys of its data, and no other)`,
  bad: { objects: [WRITING, mounting(taking('TOKN'))] },
  good: { objects: [WRITING, mounting(taking('TOKEN'))] },
  check: (app, report) => {
    for (const { object, uses } of classSecrets(app)) {
      for (const { workload, use } of uses) {
        const { key, keyField } = use;
        if (key === undefined || object.keys.has(key) || keyNameProblem(key) !== undefined) continue;
        const remedy = didYouMean(
          key,
          namedKeys(object.keys.keys()),
          'add it to the data of the secretObject, or drop it here',
        );
        const message = `${usersOf([use])} the key ${quotedKey(key)}, which the class does not write into the Secret ${quotedText(object.name)}: ${remedy}`;
        report(workload.resource, keyField, message);
      }
    }
  },
});
