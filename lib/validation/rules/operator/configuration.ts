import { perApp } from '../../../model/app-model';
import { hostApi, urlProblem } from '../../../model/host';
import { doesOperator } from '../../../model/operator-features';
import { isFilledInLater, isUnplaced, objectOf, type Resource } from '../../../model/resource';
import { resourcesOfKind } from '../../../model/resources-of-kind';
import { withoutCredentials } from '../../../text/credential-text';
import { listed } from '../../../text/listed';
import { unsetPartOf } from '../../../text/unset-text';
import { type ExampleObjects, ruleOn, Severity } from '../../rule';
import { whereaboutsProblem } from '../hosts/whereabouts';

const NAME = 'infisical-config';
/** The operator looks nowhere else, wherever it is installed itself. */
const NAMESPACE = 'infisical-operator-system';
const CA = ['tls.caRef.secretName', 'tls.caRef.secretNamespace', 'tls.caRef.key'];

const SOURCE =
  'operator v0.10.12 to v0.11.7: internal/config/config.go (ParseInfisicalGlobalConfig), internal/controllerhelpers/controllerhelpers.go (GetInfisicalConfigMap)';

export const X37 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'The ConfigMap of the operator stands where it looks, with a host that it can use',
  why: 'It is read as it stands: without hostAPI every v1alpha1 resource that names no host itself logs in at Infisical Cloud in the United States, whatever hostAPI the chart has, and a project is looked up by its slug at no host at all.',
  source: `${SOURCE}; internal/constants/constants.go (OPERATOR_SETTINGS_CONFIGMAP_NAMESPACE), internal/api/api.go (CallGetProjectBySlugV2); Infisical/go-sdk v0.8.0: client.go (setDefaults)`,
  bad: configurationWith({}),
  good: configurationWith({ hostAPI: 'https://secrets.example.com/api' }),
  check: (app, report) => {
    for (const resource of configurationsOf(app)) {
      const object = objectOf(resource);
      const { namespace } = resource.manifest.metadata;
      if (namespace !== NAMESPACE) {
        if (namespace === undefined || isUnplaced(resource)) continue;
        const message = `the operator reads the ConfigMap "${NAME}" in the namespace "${NAMESPACE}" only, wherever it is installed, and this one is in "${namespace}": put it there, or write hostAPI into each resource`;
        report(resource, object.at('metadata', 'namespace'), message);
        continue;
      }
      const field = object.text('data', 'hostAPI');
      const problem = hostProblem(resource, field.value ?? '', doesOperator(app.settings, 'configurationAsItStands'));
      if (problem && (field.isEmpty || field.value)) report(resource, field, problem);
    }
  },
});

export const X38 = ruleOn('app', {
  severity: Severity.ERROR,
  operators: [{ that: 'configurationAsItStands' }],
  title: 'The ConfigMap of the operator names its certificate authority completely',
  why: 'The operator fails to read its configuration before it looks at any v1alpha1 resource: none of the cluster is synced any more, also of those with a host of their own.',
  source: SOURCE,
  bad: configurationWith({ hostAPI: 'https://secrets.example.com/api', 'tls.caRef.secretName': 'infisical-ca' }),
  good: configurationWith({
    hostAPI: 'https://secrets.example.com/api',
    'tls.caRef.secretName': 'infisical-ca',
    'tls.caRef.secretNamespace': 'infisical',
    'tls.caRef.key': 'ca.crt',
  }),
  check: (app, report) => {
    for (const resource of configurationsOf(app)) {
      const fields = CA.map((name) => objectOf(resource).at('data', name));
      const missing = fields.filter(({ isEmpty }) => isEmpty);
      if (resource.manifest.metadata.namespace !== NAMESPACE || missing.length === 0 || missing.length === CA.length)
        continue;
      const names = listed(missing.map(({ key }) => String(key)));
      report(
        resource,
        missing[0],
        `the ConfigMap "${NAME}" names a certificate authority without ${names}, and the operator can sync no v1alpha1 resource of the whole cluster: write ${listed(CA)}, or none of them`,
      );
    }
  },
});

/** The objects that are meant as the configuration of the operator; one that is limited to namespaces reads none. */
const configurationsOf = perApp((app): readonly Resource[] => {
  if ((app.settings.watchedNamespaces ?? []).length > 0) return [];
  return resourcesOfKind(app, 'ConfigMap').filter((resource) => {
    const { apiVersion, metadata } = resource.manifest;
    if (apiVersion !== 'v1' || metadata.name !== NAME) return false;
    const data = objectOf(resource).at('data');
    if (data.isUnresolved) return false;
    return metadata.namespace === NAMESPACE || ['hostAPI', ...CA].some((name) => data.at(name).isGiven);
  });
});

function hostProblem(resource: Resource, url: string, isAsItStands: boolean): string | undefined {
  if (url === '') {
    return isAsItStands
      ? `the ConfigMap "${NAME}" has no hostAPI, and v1alpha1 resources that name no host themselves log in at "https://app.infisical.com" then, whatever hostAPI the chart has: write it, for example "https://app.infisical.com/api"`
      : undefined;
  }
  if (isFilledInLater(resource, url) || unsetPartOf(url) !== undefined) return undefined;
  const ofForm = urlProblem(url);
  // What is no URL may be anything that somebody has pasted into a ConfigMap.
  if (ofForm !== undefined) {
    return `the hostAPI of the operator (a text of ${url.length} characters) ${ofForm}: write for example "https://secrets.example.com/api"`;
  }
  const problem = whereaboutsProblem(url);
  if (problem !== undefined) return `the hostAPI "${withoutCredentials(url)}" of the operator ${problem}`;
  if (/\/api$/.test(url)) return undefined;
  return `the hostAPI "${url}" of the operator does not end with "/api", which the operator adds to that of a resource only: write "${hostApi(url.replace(/\/+$/, ''))}"`;
}

function configurationWith(data: Readonly<Record<string, string>>): ExampleObjects {
  return { objects: [{ kind: 'ConfigMap', metadata: { name: NAME, namespace: NAMESPACE }, data }] };
}
