import { classVolumes, misspeltDriverProblem } from '../../../model/delivery/secrets-store-csi/class-volumes';
import { classesCalled, isOfInfisical, placeOf } from '../../../model/delivery/secrets-store-csi/provider-class';
import type { Field } from '../../../model/field';
import { isNearly } from '../../../text/did-you-mean';
import { quotedText } from '../../../text/key-name';
import { ruleOn, Severity } from '../../rule';
import { misspeltClasses } from './class-secrets';
import { classWith, mounting } from './classes';

const DRIVER = 'secrets-store-csi-driver v1.6.0: pkg/secrets-store/nodeserver.go (NodePublishVolume)';

export const D19 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'A volume names its class, and that is one of the namespace of the pod',
  why: 'The driver looks for the class in the namespace of the pod only: the mount fails, and the pod stays in ContainerCreating.',
  source: `${DRIVER}; pkg/k8sutil: getSecretProviderClass by the namespace of the pod`,
  bad: { objects: [{ ...classWith({}), metadata: { namespace: 'web' } }, mounting()] },
  good: { objects: [{ ...classWith({}), metadata: { namespace: 'shop' } }, mounting()] },
  check: (app, report) => {
    const misspelt = misspeltClasses(app);
    for (const volume of classVolumes(app)) {
      const { classes, className, csi, workload } = volume;
      const name = className.value;
      const slip = className.isGiven ? undefined : attributeLikeClass(csi);
      if (slip !== undefined) {
        const message = `the driver knows no attribute ${quotedText(String(slip.key))}: did you mean "${ATTRIBUTE}"?`;
        report(workload.resource, slip, message);
      }
      if (name === undefined || classes.length > 0) continue;
      const meant = misspelt.get(volume);
      if (meant !== undefined) {
        const message = `there is no SecretProviderClass ${quotedText(name)}, and nothing mounts ${quotedText(meant.name)}, whose Secret is taken: did you mean ${quotedText(meant.name)}?`;
        report(workload.resource, className, message);
        continue;
      }
      const [elsewhere] = classesCalled(app, name).filter(isOfInfisical);
      if (elsewhere === undefined) continue;
      const namespace = placeOf(workload.resource) ?? '';
      const message = `the workload runs in namespace "${namespace}" and cannot mount the SecretProviderClass ${quotedText(name)} of "${elsewhere.namespace ?? ''}": give both the same namespace`;
      report(workload.resource, className, message);
    }
  },
});

const ATTRIBUTE = 'secretProviderClass';

function attributeLikeClass(csi: Field): Field | undefined {
  return csi
    .at('volumeAttributes')
    .entries()
    .find(([name]) => isNearly(name, ATTRIBUTE))?.[1];
}

export const D20 = ruleOn('app', {
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A volume of a class is read-only',
  why: 'The driver refuses any other ("Readonly is not true in request"): the pod stays in ContainerCreating.',
  source: DRIVER,
  bad: { objects: [classWith({}), mounting({ csi: { readOnly: false } })] },
  good: { objects: [classWith({}), mounting({ csi: { readOnly: true } })] },
  check: (app, report) => {
    for (const { csi, className, workload } of classVolumes(app)) {
      const readOnly = csi.flag('readOnly');
      // Of one in another namespace, too, which D19 tells.
      const classes = className.value === undefined ? [] : classesCalled(app, className.value);
      if (!classes.some(isOfInfisical) || readOnly.value === true || readOnly.state === 'unresolved') continue;
      report(
        workload.resource,
        readOnly.isGiven ? readOnly : csi,
        'the volume is not read-only, which its driver refuses: write readOnly: true',
        undefined,
        readOnly.path,
      );
    }
  },
});

export const D27 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'A volume of a class names the driver as it is called',
  why: 'The kubelet finds no driver of that name: the mount fails, and the pod stays in ContainerCreating.',
  source:
    'secrets-store-csi-driver v1.6.0: cmd/secrets-store-csi-driver/main.go (drivername, secrets-store.csi.k8s.io); kubernetes: pkg/volume/csi/csi_client.go (newCsiDriverClient)',
  bad: { objects: [classWith({}), mounting({ csi: { driver: 'secrets-store.csi.x-k8s.io' } })] },
  good: { objects: [classWith({}), mounting()] },
  check: (app, report) => {
    for (const { workload, misspeltDriver } of classVolumes(app)) {
      if (misspeltDriver !== undefined)
        report(workload.resource, misspeltDriver, misspeltDriverProblem(misspeltDriver));
    }
  },
});
