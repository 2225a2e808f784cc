import { type AppModel, perApp } from './app-model';
import type { Field } from './field';
import type { OperatorResource } from './operator-resource';
import { OPERATOR_CHART, releasesOf } from './releases';
import { isFilledInLater, type Resource } from './resource';

/** Whether an InfisicalAuth leaves it to the operator where Infisical runs: to the connection `default` in its namespace. */
export function usesDefaultConnection({ kind, logsInWith: { field } }: OperatorResource): boolean {
  return kind === 'InfisicalAuth' && !field.isGiven && !field.isUnresolved;
}

/** The address of that connection, as a release of the operator's chart has it. */
interface ReleasedAddress {
  readonly resource: Resource;
  readonly field: Field<string>;
}

/** Where releases of the app make that connection. */
export const releasedAddressesOf = perApp((app): ReleasedAddress[] =>
  releasesOf(app).flatMap(({ resource, chart, values }) => {
    if (chart !== undefined && chart !== OPERATOR_CHART) return [];
    const at = (name: string) => {
      // Argo CD lays single values over the others, each by its path.
      const single = values.at(`defaultInfisicalConnection.${name}`);
      return single.isGiven ? single : values.at('defaultInfisicalConnection', name);
    };
    const field = at('address').text();
    if (at('enabled').raw !== true || field.value === undefined || isFilledInLater(resource, field.value)) return [];
    return [{ resource, field }];
  }),
);

/** The address of the connection that the operator uses for an InfisicalAuth without one, as far as somebody tells. */
export function defaultAddressOf(app: AppModel): string | undefined {
  const [released] = releasedAddressesOf(app);
  return app.settings.defaultConnection ?? released?.field.value ?? declaredAddress(app);
}

/** That of an InfisicalConnection which the app itself puts where a release of it makes the operator look. */
const declaredAddress = perApp((app): string | undefined => {
  const releases = releasesOf(app).filter(({ chart }) => chart === OPERATOR_CHART);
  const isDefault = ({ kind, resource }: OperatorResource) => {
    const { name, namespace } = resource.manifest.metadata;
    const isThere = releases.some((release) => release.namespace === namespace && release.cluster === '');
    return kind === 'InfisicalConnection' && name === 'default' && namespace !== undefined && isThere;
  };
  return app.operator.find(isDefault)?.host.value;
});
