import { groupOf } from '../../../model/cluster-scoped-kinds';
import { OPERATOR_GROUP } from '../../../model/kinds';
import { areFieldsKnown } from '../../../model/operator-features';
import { OPERATOR_KINDS } from '../../../schemas/operator-types';
import { closest } from '../../../text/did-you-mean';
import { quotedText } from '../../../text/key-name';
import { ruleOn, Severity } from '../../rule';
import { singular } from './kinds';

export const F6 = ruleOn('resource', {
  severity: Severity.ERROR,
  title: 'The kind of a resource of the operator is one that it brings',
  why: 'kubectl and Argo CD find no matches for the kind, and apply nothing of it.',
  source:
    "the operator's CRDs, v0.11.5; https://infisical.com/docs/integrations/platforms/kubernetes/infisical-static-secret-push-crd (v0.11.17)",
  bad: { objects: [{ kind: 'InfisicalStaticSecret', apiVersion: `${OPERATOR_GROUP}/v1alpha1` }] },
  good: { objects: [{ kind: 'InfisicalStaticSecret', apiVersion: `${OPERATOR_GROUP}/v1beta1` }] },
  check: ({ manifest, failure }, report, { settings }) => {
    const { apiVersion } = manifest;
    const kind: string = manifest.kind;
    const isNone = failure !== undefined || groupOf(apiVersion) !== OPERATOR_GROUP || kind === '';
    if (isNone || !areFieldsKnown(settings) || OF_OPERATOR.includes(`${apiVersion} ${singular(kind)}`)) return;
    const versions = OF_OPERATOR.filter((name) => name.endsWith(` ${kind}`)).map((name) => name.split(' ')[0]);
    if (versions.length > 0) {
      report(
        ['apiVersion'],
        `the operator has the kind ${kind} in ${versions[0]}, not in ${quotedText(apiVersion)}: write that`,
      );
      return;
    }
    const kinds = [...new Set(OF_OPERATOR.map((name) => name.split(' ')[1]))];
    const near = closest(kind, kinds);
    const remedy = near === undefined ? `write one of ${kinds.join(', ')}` : `did you mean "${near}"?`;
    report(['kind'], `the operator has no kind ${quotedText(kind)}: ${remedy}`);
  },
});

/** By API version and kind; what generators make is in kinds of its own, too, which the operator does not read. */
const OF_OPERATOR: readonly string[] = [
  ...Object.keys(OPERATOR_KINDS),
  ...['Password', 'UUID'].map((kind) => `${OPERATOR_GROUP}/v1alpha1 ${kind}`),
  // Its CRD is not public: X6 tells of an operator that is too old for it.
  `${OPERATOR_GROUP}/v1beta1 InfisicalStaticSecretPush`,
];
