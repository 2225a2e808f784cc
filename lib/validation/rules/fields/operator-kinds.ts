import { groupOf } from '../../../model/cluster-scoped-kinds';
import { EXTERNAL_SECRETS_GROUP, servedExternalSecrets } from '../../../model/delivery/external-secrets/objects';
import { CLASS_GROUP } from '../../../model/delivery/secrets-store-csi/provider-class';
import { OPERATOR_GROUP } from '../../../model/kinds';
import { areFieldsKnown } from '../../../model/operator-features';
import { OPERATOR_KINDS } from '../../../schemas/operator-types';
import { closest } from '../../../text/did-you-mean';
import { quotedText } from '../../../text/key-name';
import { ruleOn, Severity } from '../../rule';
import { singular } from './kinds';

export const F6 = ruleOn('resource', {
  severity: Severity.ERROR,
  title: 'The kind of a resource of the operator, of External Secrets or of the CSI driver is one that these bring',
  why: 'kubectl and Argo CD find no matches for the kind, and apply nothing of it.',
  source:
    "the operator's CRDs, v0.11.5; https://infisical.com/docs/integrations/platforms/kubernetes/infisical-static-secret-push-crd (v0.11.17); external-secrets v2.9.0: config/crds/bases; secrets-store-csi-driver v1.6.0: apis/v1",
  bad: { objects: [{ kind: 'InfisicalStaticSecret', apiVersion: `${OPERATOR_GROUP}/v1alpha1` }] },
  good: { objects: [{ kind: 'InfisicalStaticSecret', apiVersion: `${OPERATOR_GROUP}/v1beta1` }] },
  check: ({ manifest, failure }, report, { settings }) => {
    const { apiVersion } = manifest;
    const kind: string = manifest.kind;
    const other = failure === undefined ? otherKindProblem(groupOf(apiVersion), kind) : undefined;
    if (other !== undefined) report(['kind'], other);
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
    report(['kind'], noKindText('the operator', kind, kinds));
  },
});

function noKindText(owner: string, kind: string, kinds: readonly string[]): string {
  const near = closest(kind, kinds);
  const remedy = near === undefined ? `write one of ${kinds.join(', ')}` : `did you mean "${near}"?`;
  return `${owner} has no kind ${quotedText(kind)}: ${remedy}`;
}

function otherKindProblem(group: string, kind: string): string | undefined {
  const [owner, kinds] = OTHER_KINDS.get(group) ?? ['', []];
  return owner === '' || kind === '' || kinds.includes(singular(kind)) ? undefined : noKindText(owner, kind, kinds);
}

/** All kinds of what else brings keys of Infisical into a cluster, by their API group. */
const OTHER_KINDS: ReadonlyMap<string, readonly [owner: string, kinds: readonly string[]]> = new Map([
  [
    EXTERNAL_SECRETS_GROUP,
    ['External Secrets Operator', [...new Set(servedExternalSecrets(undefined).map(({ kind }) => kind))]],
  ],
  [CLASS_GROUP, ['the Secrets Store CSI driver', ['SecretProviderClass', 'SecretProviderClassPodStatus']]],
]);

/** The API groups of which a kind that nobody serves is told. */
export const GROUPS_OF_KEYS: readonly string[] = [OPERATOR_GROUP, ...OTHER_KINDS.keys()];

/** By API version and kind; what generators make is in kinds of its own, too, which the operator does not read. */
const OF_OPERATOR: readonly string[] = [
  ...Object.keys(OPERATOR_KINDS),
  ...['Password', 'UUID'].map((kind) => `${OPERATOR_GROUP}/v1alpha1 ${kind}`),
  // Its CRD is not public: X6 tells of an operator that is too old for it.
  `${OPERATOR_GROUP}/v1beta1 InfisicalStaticSecretPush`,
];
