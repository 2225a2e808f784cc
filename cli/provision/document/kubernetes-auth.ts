import { distinct } from '../../../lib/collections/order';
import { COMMENT } from '../../languages/terraform-json';
import { printable } from '../../terminal/printable';
import { kubernetesLogin } from '../declared/kubernetes-login';
import type { OperatorLogin } from '../declared/operator-logins';
import { attribute, type Blocks } from './blocks';
import { identityIdOf, type MachineIdentity } from './identities';
import { labelOf } from './labels';
import { OPERATOR_TOKEN } from './token';
import { credentialNotes } from './universal-auth';

/** How service accounts of a cluster log in: exactly those that the manifests use. */
export function kubernetesBlocks(login: OperatorLogin, identity: MachineIdentity): Blocks {
  const told = kubernetesLogin(login.logins);
  if (typeof told === 'string') return {};
  const label = labelOf(login.name);
  const cluster = clusterLabel(login);
  const [host, certificate] = [`kubernetes_host_${cluster}`, `kubernetes_ca_certificate_${cluster}`];
  const body = {
    [COMMENT]: [
      ...(told.wider === undefined ? [] : [told.wider]),
      ...told.notes,
      ...clusterNotes(login),
      REVIEWER,
      ...idNotes(login),
    ],
    identity_id: identityIdOf(identity),
    kubernetes_host: attribute('var', host),
    kubernetes_ca_certificate: attribute('var', certificate),
    token_reviewer_mode: 'api',
    allowed_namespaces: told.namespaces,
    allowed_service_account_names: told.serviceAccounts,
    allowed_audience: told.audience,
    ...OPERATOR_TOKEN,
  };
  const { existingId } = identity;
  return {
    variable: variablesOf(login, { host, certificate }),
    resource: { infisical_identity_kubernetes_auth: { [label]: body } },
    import: existingId === undefined ? [] : [{ to: `infisical_identity_kubernetes_auth.${label}`, id: existingId }],
  };
}

function variablesOf({ clusters }: OperatorLogin, { host, certificate }: { host: string; certificate: string }) {
  const cluster = clusters.map(printable).join(', ');
  return {
    [host]: {
      type: 'string',
      description: `URL of the API server of the cluster of ${cluster}, as Infisical reaches it`,
    },
    [certificate]: {
      type: 'string',
      default: null,
      description: `PEM certificate of the authority of the cluster of ${cluster}, where it has one of its own`,
    },
  };
}

function clusterLabel({ clusters: [cluster] }: OperatorLogin): string {
  return labelOf(...cluster.split('/'));
}

function clusterNotes({ folders, clusters }: OperatorLogin): string[] {
  if (clusters.length < 2) return [];
  return [
    `${folders.map(printable).join(', ')} log in as this one identity, which is for one cluster: in another cluster give it an identity of its own.`,
  ];
}

const REVIEWER =
  'Infisical has each token reviewed by the cluster with that very token: give each of these service accounts the ClusterRole system:auth-delegator. No token of a reviewer stands here, as the state would hold it.';

/** An InfisicalAuth has the id in a Secret. */
function idNotes(login: OperatorLogin): string[] {
  return distinct(login.logins.map(({ generation }) => generation)).includes('v1beta1') ? credentialNotes(login) : [];
}
