import type { AppModel } from '../model/app-model';
import { type Application, applicationsIn } from '../model/argo-cd';
import type { Login } from '../model/auth/auth-method';
import { type Consumption, consumptionsOf } from '../model/consumption';
import { type ExternalSecret, externalSecretsAtInfisical } from '../model/delivery/external-secrets';
import { type InfisicalStore, infisicalStoresOf } from '../model/delivery/external-secrets/stores';
import { type KustomizationOfFlux, kustomizationsIn } from '../model/flux';
import { OPERATOR_KINDS, type OperatorKind } from '../model/kinds';
import { misplacedUsesOf } from '../model/misplaced-uses';
import type { ManagedObject, OperatorResource, Source } from '../model/operator-resource';
import type { Resource } from '../model/resource';
import { type SecretTemplate, type TemplateBlock, templateBlocksOf, templatesOf } from '../model/secret-templates';
import { type StatedHost, statedHostsOf } from '../model/stated-host';
import type { Workload } from '../model/workloads';
import type { Part } from '../schemas/parts';

/** What rules can be called for: the parts of an app, one by one, or the whole of it. */
export interface Visits extends Record<OperatorKind, OperatorResource> {
  readonly app: AppModel;
  /** Every object, of whatever kind. */
  readonly resource: Resource;
  /** Every part of an object of which the API server knows which fields it has, the object itself among them. */
  readonly part: Part;
  /** Every resource of the operator. */
  readonly operator: OperatorResource;
  /** A host that a resource names, or somebody tells of the operator's default connection. */
  readonly host: StatedHost;
  readonly login: Login;
  /** A folder that is read into managed objects. */
  readonly source: Source;
  /** A folder of Infisical that is read, pushed to or leased from. */
  readonly folder: Source;
  readonly managedObject: ManagedObject;
  /** All templates of a managed object, or of a push. */
  readonly templateBlock: TemplateBlock;
  readonly template: SecretTemplate;
  readonly workload: Workload;
  /** A workload and a managed object that it uses. */
  readonly consumption: Consumption;
  /** The same, and what it would use but for the namespaces of both. */
  readonly intendedUse: Consumption;
  /** A store of External Secrets Operator at Infisical. */
  readonly infisicalStore: InfisicalStore;
  /** An ExternalSecret that asks such a store, or what makes some: one of them, where it makes several. */
  readonly externalSecret: ExternalSecret;
  /** An Application of Argo CD, or the template of one. */
  readonly application: Application;
  /** A Kustomization of Flux. */
  readonly kustomizationOfFlux: KustomizationOfFlux;
}

export type Visited = keyof Visits;

/** Parts are not listed, they are too many: see `visitParts`. */
type Lists = { readonly [V in Exclude<Visited, 'part'>]: (app: AppModel) => Iterable<Visits[V]> };

const OF_KINDS = Object.fromEntries(
  OPERATOR_KINDS.map((kind) => [kind, ({ operator }: AppModel) => operator.filter((one) => one.kind === kind)]),
) as unknown as Pick<Lists, OperatorKind>;

/** Where each of them is found. */
export const VISITED: Lists = {
  ...OF_KINDS,
  app: (app) => [app],
  resource: ({ resources }) => resources,
  operator: ({ operator }) => operator,
  host: statedHostsOf,
  login: ({ operator }) => operator.flatMap(({ logins }) => logins),
  source: ({ operator }) => operator.flatMap(({ sources }) => sources),
  folder: ({ operator }) => operator.flatMap(({ folders }) => folders),
  managedObject: ({ operator }) => operator.flatMap(({ managed }) => managed),
  templateBlock: templateBlocksOf,
  template: templatesOf,
  workload: ({ workloads }) => workloads,
  consumption: consumptionsOf,
  intendedUse: (app) => [...consumptionsOf(app), ...misplacedUsesOf(app)],
  infisicalStore: infisicalStoresOf,
  externalSecret: (app) => new Map(externalSecretsAtInfisical(app).map((one) => [one.resource, one])).values(),
  application: applicationsIn,
  kustomizationOfFlux: kustomizationsIn,
};
