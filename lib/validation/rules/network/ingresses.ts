import { type Field, pathText } from '../../../model/field';
import { ipAddressIn } from '../../../model/ip-address';
import {
  labelProblem,
  serviceNameProblem,
  subdomainProblem,
  wildcardSubdomainProblem,
} from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import { portNameProblem, portNumberProblem } from '../../../model/port';
import { quotedText } from '../../../text/key-name';
import {
  briefText,
  checkField,
  givenBriefText,
  numeric,
  oneOf,
  requiredValue,
  tell,
  tellMissing,
} from '../../constraints';
import { textsOf } from '../../go-values';
import { type ExampleObjects, type PartReport, ruleOnParts, Severity, withSpec } from '../../rule';
import { checkTypedReference } from '../references/object-references';

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
      checkField(
        report,
        field.at('host'),
        briefText((host) =>
          ipAddressIn(host) === undefined ? hostProblem(host) : 'is an IP address: write the name of a host',
        ),
      );
    },
    IngressTLS: ({ field }, report) => {
      for (const { field: place, text } of textsOf(field.at('hosts'))) {
        const problem = hostProblem(text);
        tell(report, place, problem && `${quotedText(text)} ${problem}`);
      }
      checkField(report, field.at('secretName'), briefText(subdomainProblem));
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
      if (isWithoutRules && backend.isEmpty) tellMissing(report, rules, 'write one, or defaultBackend');
    },
    HTTPIngressRuleValue: ({ field }, report, { settings }) => {
      const paths = field.at('paths');
      if (paths.items().length === 0 && !paths.isUnresolved) tellMissing(report, paths, 'write one');
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
    tellMissing(report, type, `write one of ${TYPES.join(', ')}`);
    return;
  }
  checkField(report, type, briefText(oneOf(...TYPES)));
  if (type.raw === 'ImplementationSpecific') checkField(report, path, briefText(absoluteProblem));
  else if (type.raw === 'Exact' || type.raw === 'Prefix') {
    if (path.isEmpty) tellMissing(report, path, 'write "/" for all paths');
    else
      checkField(
        report,
        path,
        givenBriefText((text) => absoluteProblem(text) ?? sequenceProblem(text)),
      );
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
  if (service.isGiven && resource.isGiven) tell(report, resource, 'stands beside service: write one of them');
  else if (resource.isObject) checkTypedReference(resource, report);
  else if (service.isEmpty) tellMissing(report, service, 'write the Service that answers');
  if (!service.isObject || resource.isGiven) return;
  const nameProblem = isKubernetes(version, '1.36') ? labelProblem : serviceNameProblem;
  checkField(report, service.at('name'), requiredValue('write that of a Service', briefText(nameProblem)));
  const [name, number] = [service.at('port', 'name'), service.at('port', 'number')];
  const hasNumber = !number.isEmpty && number.raw !== 0;
  if (!name.isEmpty && hasNumber) tell(report, number, `stands beside ${pathText(name.path)}: write one of them`);
  else if (name.isEmpty && !hasNumber) tellMissing(report, service.at('port'), 'write its name or its number');
  checkField(report, name, briefText(portNameProblem));
  if (hasNumber) checkField(report, number, numeric(portNumberProblem));
}
