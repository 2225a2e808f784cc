import { grouped } from '../../../collections/grouped';
import { fields, list } from '../../../json/json';
import { type AppModel, perApp } from '../../../model/app-model';
import { consumptionsOf } from '../../../model/consumption';
import { isInfisicalCredential } from '../../../model/delivery/infisical-logins';
import type { Field } from '../../../model/field';
import { type ManagedObject, shownObject } from '../../../model/operator-resource';
import { objectOf, type Resource } from '../../../model/resource';
import { resourcesOfKind } from '../../../model/resources-of-kind';
import type { Workload } from '../../../model/workloads';
import { fewOf } from '../../../text/few-of';
import { quotedName } from '../../../text/key-name';
import { literalText } from '../../../text/literal-text';
import {
  hasPlainCredential,
  holdsKnownToken,
  isFlaggedCredential,
  isPlainCredential,
} from '../../../text/plain-credential';
import { simpleText } from '../../../text/simple-text';
import { ruleOn, Severity } from '../../rule';
import { using, variable } from './using';

export const C21 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'No credential stands in plain text beside a managed Secret',
  why: 'Manifests are committed: whoever can read the repository has it, and it stays in the history when the line is gone.',
  source: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  bad: using({ env: [variable('TOKEN'), { name: 'DB_PASSWORD', value: 'in the open' }] }),
  good: using({ env: [variable('TOKEN'), { name: 'DB_PASSWORD_FILE', value: '/run/secrets/db' }] }),
  check: (app, report) => {
    // Without Infisical there is no better place that we know of.
    if (app.operator.length === 0) return;
    for (const workload of app.workloads) {
      const remedy = (it = 'it') => `put ${it} into Infisical, and take ${it} from ${secretOf(app, workload)}`;
      for (const { name, field } of workload.containers) {
        const variables = plainVariables(field);
        if (variables.length > 0) {
          const names = variables.map((one) => quotedName(one.text('name').value ?? ''));
          const isOne = names.length === 1;
          const what = `the variable${isOne ? '' : 's'} ${fewOf(names)} of container ${quotedName(name)}`;
          const message = `${what} ${isOne ? 'has a credential' : 'have credentials'} in plain text: ${remedy(isOne ? 'it' : 'them')} (valueFrom.secretKeyRef)`;
          report(workload.resource, variables[0].at('value'), message);
        }
        for (const words of [field.at('command'), field.at('args')]) {
          const argument = words.isGiven ? words.items().find(isPlainArgument) : undefined;
          if (argument === undefined) continue;
          const message = `${words.key === 'command' ? 'command' : 'args'} of container ${quotedName(name)} ${words.key === 'command' ? 'has' : 'have'} a credential in plain text: ${remedy()}, as a variable: $(NAME)`;
          report(workload.resource, argument, message);
        }
      }
    }
    for (const [map, object] of configMapsBeside(app)) {
      const entries = objectOf(map).at('data').entries().filter(isPlainEntry);
      if (entries.length === 0) continue;
      const names = fewOf(entries.map(([key]) => quotedName(key)));
      const message = `the ConfigMap has a credential in plain text in ${names}: put it into Infisical, and take it from the ${shownObject(object)}`;
      report(map, entries[0][1], message);
    }
  },
});

const managedByWorkload = perApp((app) => grouped(consumptionsOf(app), ({ workload }) => workload));

function secretOf(app: AppModel, workload: Workload): string {
  const secrets = (managedByWorkload(app).get(workload) ?? []).map(({ object }) => object);
  const secret = secrets.find(({ kind }) => kind === 'Secret');
  return secret === undefined ? 'a managed Secret' : `the ${shownObject(secret)}`;
}

/** Of a login to Infisical itself J16 tells. */
function plainVariables(container: Field): Field[] {
  const env = list(fields(container.raw).env);
  const plain = env.flatMap(({ name, value }, i) =>
    typeof name === 'string' && isText(value) && isPlainCredential(name, String(value)) && !isInfisicalCredential(name)
      ? [i]
      : [],
  );
  return plain.map((i) => container.at('env', i));
}

/** A number is refused by the API server, and may be a password nevertheless. */
function isText(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

/** Words of a command are many things: only what can be nothing else counts. */
function isPlainArgument({ raw, key, holder }: Field): boolean {
  if (typeof raw !== 'string') return false;
  if (hasPlainCredential(raw)) return true;
  // Behind a switch, such as `--auth`, comes the next flag.
  if (raw.startsWith('-')) return false;
  const flag = /^--?([\w.-]{1,100})$/.exec(simpleText(holder?.at(Number(key) - 1).raw ?? ''))?.[1];
  return flag !== undefined && isFlaggedCredential(flag, raw);
}

/** The ConfigMaps of the app that a workload takes which has a managed Secret anyway. */
function configMapsBeside(app: AppModel): Map<Resource, ManagedObject> {
  const maps = new Map(
    resourcesOfKind(app, 'ConfigMap')
      .filter(({ manifest }) => manifest.apiVersion === 'v1')
      .map((resource) => [
        `${resource.manifest.metadata.namespace ?? ''}/${resource.manifest.metadata.name ?? ''}`,
        resource,
      ]),
  );
  const found = new Map<Resource, ManagedObject>();
  for (const { workload, object } of maps.size === 0 ? [] : consumptionsOf(app)) {
    if (object.kind !== 'Secret') continue;
    for (const { kind, name } of workload.uses) {
      const map = kind === 'ConfigMap' ? maps.get(`${workload.namespace ?? ''}/${name}`) : undefined;
      if (map !== undefined && !found.has(map)) found.set(map, object);
    }
  }
  return found;
}

const LINE = /^\s*["']?([\w.-]{1,100})["']?\s*[=:]\s*["']?([^"']*?)["']?,?\s*$/;
const LONGEST = 100_000;

function isPlainEntry([key, { raw }]: [string, Field]): boolean {
  if (typeof raw !== 'string') return false;
  if (!raw.includes('\n')) return isPlainCredential(key, raw);
  return raw
    .slice(0, LONGEST)
    .split('\n')
    .some((line) => {
      const [, name, value] = LINE.exec(line.slice(0, 1_000)) ?? [];
      return name === undefined ? holdsKnownToken(literalText(line.slice(0, 1_000))) : isPlainCredential(name, value);
    });
}
