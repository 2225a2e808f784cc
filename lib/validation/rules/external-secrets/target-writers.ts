import { grouped } from '../../../collections/grouped';
import { addressOf } from '../../../model/address';
import { perApp } from '../../../model/app-model';
import {
  type ExternalSecret,
  externalSecretsAtInfisical,
  externalSecretsOf,
} from '../../../model/delivery/external-secrets';
import { secretWritersByName } from '../../../model/delivery/secret-writers';
import { ruleOn, Severity } from '../../rule';
import { asking, externalSecretWith, podUsing, storeWith } from './examples';

function nameOfTarget({ spec, name }: ExternalSecret): string {
  return spec.text('target', 'name').value || name;
}

function policyOf({ spec }: ExternalSecret): unknown {
  return spec.at('target', 'creationPolicy').raw ?? 'Owner';
}

/** The names of Secrets that somebody makes, wherever, and does not only add to. */
const namesMade = perApp((app): ReadonlySet<string> => {
  const merging = new Set(externalSecretsOf(app).flatMap((one) => (policyOf(one) === 'Merge' ? [one.resource] : [])));
  const all = [...secretWritersByName(app)];
  return new Set(
    all.flatMap(([name, writers]) =>
      [...writers.values()].flat().some(({ resource }) => !merging.has(resource)) ? [name] : [],
    ),
  );
});

export const O15 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'An ExternalSecret makes the Secret that workloads use',
  why: 'Under creationPolicy None no Secret is made, under Merge none that is not there: the ExternalSecret is ready all the same.',
  source: 'external-secrets v2.9.0: pkg/controllers/externalsecret/externalsecret_controller.go (Reconcile)',
  bad: { objects: [...asking({ target: { creationPolicy: 'Merge' } }).objects, podUsing('TOKEN')] },
  good: { objects: [...asking({ target: { creationPolicy: 'Owner' } }).objects, podUsing('TOKEN')] },
  check: (app, report) => {
    const used = new Set(
      app.workloads.flatMap(({ uses, namespace }) =>
        uses.flatMap(({ kind, name }) => (kind === 'Secret' ? [addressOf(kind, { namespace, name })] : [])),
      ),
    );
    for (const one of externalSecretsAtInfisical(app)) {
      const [policy, name] = [policyOf(one), nameOfTarget(one)];
      if ((policy !== 'None' && policy !== 'Merge') || !used.has(addressOf('Secret', { ...one, name }))) continue;
      if (namesMade(app).has(name)) continue;
      const does = policy === 'None' ? 'makes no Secret' : 'waits until somebody else makes the Secret';
      report(
        one.resource,
        one.spec.at('target', 'creationPolicy'),
        `creationPolicy ${policy} ${does} "${name}", which a workload uses: write Owner`,
      );
    }
  },
});

export const O16 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'One ExternalSecret or resource of the operator writes a Secret',
  why: 'The second ExternalSecret fails, as the Secret is owned by another one; under Orphan, and beside the operator of Infisical, each takes out what the other has written.',
  source:
    'external-secrets v2.9.0: pkg/controllers/externalsecret/externalsecret_controller.go (applyOwnership), externalsecret_controller_template.go (ApplyTemplate)',
  bad: {
    objects: [
      storeWith({}),
      externalSecretWith({}),
      externalSecretWith({ target: { name: 'api' } }, { metadata: { name: 'other', namespace: 'shop' } }),
    ],
  },
  good: {
    objects: [
      storeWith({}),
      externalSecretWith({}),
      externalSecretWith({ target: { name: 'other' } }, { metadata: { name: 'other', namespace: 'shop' } }),
    ],
  },
  check: (app, report) => {
    const whole = externalSecretsAtInfisical(app).filter(
      (one) => one.namespace !== undefined && ['Owner', 'Orphan'].includes(String(policyOf(one))) && makesSecret(one),
    );
    const byTarget = grouped(whole, (one) =>
      addressOf('Secret', { namespace: one.namespace, name: nameOfTarget(one) }),
    );
    for (const all of byTarget.values()) {
      const [first, ...others] = all;
      if (first === undefined) continue;
      const name = nameOfTarget(first);
      const writers = secretWritersByName(app).get(name)?.get(first.namespace) ?? [];
      const managed = writers.find((writer) => writer.managed);
      const keeper = managed ? shownResource(managed.resource) : `ExternalSecret "${first.name}"`;
      for (const one of managed ? all : others) {
        if (!managed && one.name === first.name) continue;
        report(
          one.resource,
          placeOfTarget(one),
          `the Secret "${name}" is written by ${keeper}, too: write another name, or one of both`,
        );
      }
    }
  },
});

function makesSecret({ spec }: ExternalSecret): boolean {
  return !spec.at('target', 'manifest').isGiven;
}

function placeOfTarget({ spec }: ExternalSecret) {
  const name = spec.at('target', 'name');
  return name.isGiven ? name : spec;
}

function shownResource({ manifest: { kind, metadata } }: ExternalSecret['resource']): string {
  return `${kind} "${metadata.name ?? ''}"`;
}
