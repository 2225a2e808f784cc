import type { Settings } from '../../../lib/model/app-model';
import { deployment, infisicalSecret, podTemplate } from '../manifests';
import type { RuleCase } from '../rule-cases';

/** Where the pod of a workload is. */
export const AT = 'spec.template.spec';
export const NEWEST: Settings = { kubernetesVersion: '1.37' };

export const pod = (spec: object) => [infisicalSecret(), deployment({ template: podTemplate({ ...spec }) })];
export const volume = (source: object) => pod({ volumes: [{ name: 'files', ...source }] });

/** A case of a rule: what is wrong, what is not, and what is said, from the place in the pod on. */
export const of =
  ({ rule, objects = pod }: { rule: string; objects?: (value: never) => object[] }) =>
  (what: string, bad: object, good: object, message: string, settings?: Settings): RuleCase => ({
    rule,
    what,
    bad: objects(bad as never),
    good: objects(good as never),
    message: `${AT}.${message}`,
    settings,
  });
