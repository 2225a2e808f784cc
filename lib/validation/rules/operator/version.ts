import type { Field, Path } from '../../../model/field';
import {
  doesOperator,
  type FieldOfKind,
  OPERATOR_FEATURES,
  type OperatorAbility,
} from '../../../model/operator-features';
import { OPERATOR_CHART, releasesOf } from '../../../model/releases';
import { type Resource, specOf } from '../../../model/resource';
import { templatesOf } from '../../../model/secret-templates';
import { ruleOn, Severity } from '../../rule';

export const X6 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'The operator in the cluster is new enough, and its version is one',
  why: 'The API server drops fields that the installed CRDs do not know, and refuses kinds that are not installed: what was asked for does not happen.',
  source:
    'operator v0.10.4 to v0.11.7: config/crd/bases of each release; https://infisical.com/docs/integrations/platforms/kubernetes/infisical-static-secret-push-crd',
  bad: {
    objects: [{ kind: 'InfisicalSecret', spec: { syncConfig: { resyncInterval: '5m' } } }],
    settings: { operatorVersion: 'v0.10.20' },
  },
  good: {
    objects: [{ kind: 'InfisicalSecret', spec: { syncConfig: { resyncInterval: '5m' } } }],
    settings: { operatorVersion: 'v0.11.5' },
  },
  check: (app, report) => {
    const { settings } = app;
    const lacking = ABILITIES.filter((ability) => !doesOperator(settings, ability));
    for (const ability of lacking) {
      const { since = '', goodSince, fields = [], chartValues = [], templateFunction } = OPERATOR_FEATURES[ability];
      const best = goodSince === undefined ? '' : `, best to ${goodSince.version} or newer, ${goodSince.why}`;
      const tell = ({ resource, at, what }: Use) =>
        report(
          resource,
          at,
          `${what} needs the operator ${since}, and the cluster has "${settings.operatorVersion}": upgrade the operator${best}, or do without`,
        );
      for (const resource of app.infisical) {
        fields.flatMap((field) => usesOf(resource, field)).forEach(tell);
      }
      for (const { resource, chart, values } of releasesOf(app)) {
        if (chart === OPERATOR_CHART) chartValues.flatMap((name) => valueIn(resource, values, name)).forEach(tell);
      }
      for (const { resource, field, parsed, v1beta1 } of templateFunction === undefined ? [] : templatesOf(app)) {
        const isCalled = v1beta1 && parsed.calls.some(({ name }) => name === templateFunction);
        if (isCalled) tell({ resource, at: field.path, what: `the template function "${templateFunction}"` });
      }
    }
  },
});

/** What can be asked for, and a cluster may lack. */
const ABILITIES = (Object.keys(OPERATOR_FEATURES) as OperatorAbility[]).filter((ability) => {
  const { since, ...asked } = OPERATOR_FEATURES[ability];
  return since !== undefined && ['fields', 'chartValues', 'templateFunction'].some((one) => one in asked);
});

interface Use {
  readonly resource: Resource;
  readonly at: Path;
  readonly what: string;
}

function usesOf(resource: Resource, { kind, path }: FieldOfKind): Use[] {
  if (resource.manifest.kind !== kind) return [];
  if (path === undefined) return [{ resource, at: ['kind'], what: `the kind ${kind}` }];
  const [found] = placesAt(specOf(resource), path.split('.'));
  return found === undefined ? [] : [{ resource, at: found.path, what: path }];
}

function valueIn(resource: Resource, values: Field, name: string): Use[] {
  const field = values.at(name);
  return field.isGiven && field.raw !== ''
    ? [{ resource, at: field.path, what: `the value ${name} of the chart` }]
    : [];
}

/** Every place at a path that has something. */
function placesAt(field: Field, [step, ...rest]: readonly string[]): Field[] {
  if (step === undefined) return field.raw === undefined ? [] : [field];
  const inner = step === '*' ? [...field.items(), ...field.entries().map(([, one]) => one)] : [field.at(step)];
  return inner.flatMap((one) => placesAt(one, rest));
}
