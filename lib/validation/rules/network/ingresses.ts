import { type Field, pathText } from '../../../model/field';
import { ipAddressIn } from '../../../model/ip-address';
import {
  labelProblem,
  pathSegmentProblem,
  serviceNameProblem,
  subdomainProblem,
  wildcardSubdomainProblem,
} from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import { portNameProblem, portNumberProblem } from '../../../model/port';
import { quotedText } from '../../../text/key-name';
import { type ExampleObjects, type PartReport, ruleOnParts, Severity, withSpec } from '../../rule';
import {
  oneOf,
  tellAnyText,
  tellAt,
  tellMissing,
  tellName,
  tellNumber,
  tellText,
  textsOf,
} from '../mistakes-of-fields';

const SOURCE = 'pkg/apis/networking/validation/validation.go';
const BACKEND = { service: { name: 'shop', port: { name: 'http' } } };

export const R5 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'The hosts of an Ingress are names of hosts, and its certificates in Secrets',
  why: 'The API server refuses the Ingress.',
  source: `Kubernetes 1.29 to 1.37: ${SOURCE} (validateIngressRules, validateIngressTLS)`,
  bad: withSpec('Ingress', { rules: [{ host: 'https://shop.example.com' }] }),
  good: withSpec('Ingress', { rules: [{ host: 'shop.example.com' }] }),
  of: {
    IngressRule: ({ field }, report) => {
      tellText(field.at('host'), report, (host) =>
        ipAddressIn(host) === undefined ? hostProblem(host) : 'is an IP address: write the name of a host',
      );
    },
    IngressTLS: ({ field }, report) => {
      for (const { field: place, text } of textsOf(field.at('hosts'))) {
        const problem = hostProblem(text);
        tellAt(place, report, problem && `${quotedText(text)} ${problem}`);
      }
      tellText(field.at('secretName'), report, subdomainProblem);
    },
  },
});

function hostProblem(host: string): string | undefined {
  const problem = wildcardSubdomainProblem(host);
  const [, name] = /^(?:[a-z]+:\/\/)?([^/:@]+)(?::\d+)?(?:\/.*)?$/i.exec(host) ?? [];
  const meant = name?.toLowerCase();
  const isMeant = problem !== undefined && meant !== undefined && wildcardSubdomainProblem(meant) === undefined;
  return isMeant ? `must be the host alone, in lower case: write "${meant}"` : problem;
}

export const R6 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  assumes: 'kubernetesVersion',
  title: 'A path of an Ingress is absolute, and leads to one backend',
  why: 'The API server refuses the Ingress.',
  source: `Kubernetes 1.29 to 1.37: ${SOURCE} (validateHTTPIngressPath, validateIngressBackend); names of Services that start with a digit since 1.36`,
  bad: pathOf({ path: '/shop/../admin' }),
  good: pathOf({ path: '/shop' }),
  of: {
    Ingress: ({ field }, report, { settings }) => {
      const [backend, rules] = [field.at('spec', 'defaultBackend'), field.at('spec', 'rules')];
      if (backend.isObject) checkBackend(backend, report, settings.kubernetesVersion);
      const isWithoutRules = rules.items().length === 0 && !rules.isUnresolved;
      if (isWithoutRules && backend.isEmpty) tellMissing(rules, report, 'write one, or defaultBackend');
    },
    HTTPIngressRuleValue: ({ field }, report, { settings }) => {
      const paths = field.at('paths');
      if (paths.items().length === 0 && !paths.isUnresolved) tellMissing(paths, report, 'write one');
      for (const path of paths.items()) {
        checkPath(path, report);
        checkBackend(path.at('backend'), report, settings.kubernetesVersion);
      }
    },
  },
});

function pathOf(path: object): ExampleObjects {
  return withSpec('Ingress', { rules: [{ http: { paths: [{ pathType: 'Prefix', backend: BACKEND, ...path }] } }] });
}

const TYPES = ['Exact', 'Prefix', 'ImplementationSpecific'];

function checkPath(field: Field, report: PartReport): void {
  const [type, path] = [field.at('pathType'), field.at('path')];
  if (type.isEmpty) {
    tellMissing(type, report, `write one of ${TYPES.join(', ')}`);
    return;
  }
  tellText(type, report, oneOf(...TYPES));
  if (type.raw === 'ImplementationSpecific') tellText(path, report, absoluteProblem);
  else if (type.raw === 'Exact' || type.raw === 'Prefix') {
    if (path.isEmpty) tellMissing(path, report, 'write "/" for all paths');
    else tellAnyText(path, report, (text) => absoluteProblem(text) ?? sequenceProblem(text));
  }
}

function absoluteProblem(path: string): string | undefined {
  return path.startsWith('/') ? undefined : 'must be absolute: write it with a "/" in front';
}

function sequenceProblem(path: string): string | undefined {
  const sequence = ['//', '/./', '/../', '%2f', '%2F'].find((one) => path.includes(one));
  const end = ['/..', '/.'].find((one) => path.endsWith(one));
  const found = sequence ?? end;
  return found === undefined ? undefined : `must not have "${found}" in it`;
}

function checkBackend(backend: Field, report: PartReport, version: string | undefined): void {
  if (backend.isUnresolved) return;
  const [service, resource] = [backend.at('service'), backend.at('resource')];
  if (service.isGiven && resource.isGiven) tellAt(resource, report, 'stands beside service: write one of them');
  else if (resource.isObject) checkTypedReference(resource, report);
  else if (service.isEmpty) tellMissing(service, report, 'write the Service that answers');
  if (!service.isObject || resource.isGiven) return;
  const nameProblem = isKubernetes(version, '1.36') ? labelProblem : serviceNameProblem;
  tellName(service.at('name'), report, 'write that of a Service', nameProblem);
  const [name, number] = [service.at('port', 'name'), service.at('port', 'number')];
  const hasNumber = !number.isEmpty && number.raw !== 0;
  if (!name.isEmpty && hasNumber) tellAt(number, report, `stands beside ${pathText(name.path)}: write one of them`);
  else if (name.isEmpty && !hasNumber) tellMissing(service.at('port'), report, 'write its name or its number');
  tellText(name, report, portNameProblem);
  if (hasNumber) tellNumber(number, report, portNumberProblem);
}

/** What names an object by its group, kind and name. */
export function checkTypedReference(reference: Field, report: PartReport): void {
  tellAnyText(reference.at('apiGroup'), report, subdomainProblem);
  for (const name of ['kind', 'name']) {
    tellName(reference.at(name), report, `write the ${name} of the object`, pathSegmentProblem);
  }
}
