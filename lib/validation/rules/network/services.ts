import type { Field } from '../../../model/field';
import { qualifiedNameProblem, subdomainProblem } from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import { isFilledInLater } from '../../../model/resource';
import { shown } from '../../../text/shown';
import { checkField, givenBriefText, numeric, oneOf, tell, tellMissing } from '../../constraints';
import { type PartReport, ruleOnParts, Severity, withSpec } from '../../rule';
import { isPlainService } from './plain-service';

export const R2 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  assumes: 'kubernetesVersion',
  title: 'A Service has what its type needs, and nothing of another type',
  why: 'The API server refuses the Service.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validateService, validateServiceExternalTrafficPolicy, validateServiceTrafficDistribution)',
  bad: withSpec('Service', { loadBalancerClass: 'example.com/internal' }),
  good: withSpec('Service', { type: 'LoadBalancer', loadBalancerClass: 'example.com/internal' }),
  of: {
    Service: (part, report, { settings }) => {
      if (isPlainService(part.raw)) return;
      const { field } = part;
      const spec = field.at('spec');
      const type = spec.at('type');
      if (spec.isUnresolved || type.isUnresolved || isFilledInLater(part.resource, type.raw)) return;
      checkType(spec, report);
      checkLoadBalancer(spec, report);
      checkTraffic(spec, report, settings.kubernetesVersion);
      checkAffinity(spec, report);
      checkHints(field.at('metadata', 'annotations'), report);
    },
  },
});

type Type = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';

function typeOf(spec: Field): Type {
  return (spec.at('type').raw || 'ClusterIP') as Type;
}

/** What has no address of its own: whoever asks for its name gets those of the pods. */
export function isHeadless(spec: Field): boolean {
  const addresses = spec.at('clusterIPs').texts();
  return addresses.length > 0 ? addresses.length === 1 && addresses[0] === 'None' : spec.at('clusterIP').raw === 'None';
}

function checkType(spec: Field, report: PartReport): void {
  const type = typeOf(spec);
  const ports = spec.at('ports');
  if (ports.items().length === 0 && !ports.isUnresolved && type !== 'ExternalName' && !isHeadless(spec)) {
    tellMissing(report, ports, 'write one');
  }
  if ((type === 'NodePort' || type === 'LoadBalancer') && isHeadless(spec)) {
    tell(report, spec.at('clusterIP'), `is "None", and the type is "${type}": write one of them`);
  }
  if (type === 'ClusterIP') {
    for (const port of ports.items().map((one) => one.at('nodePort'))) {
      checkField(
        report,
        port,
        numeric((number) => (number === 0 ? undefined : 'drop it, or write the type NodePort')),
      );
    }
  }
  if (type === 'ExternalName') checkExternalName(spec, report);
}

function checkExternalName(spec: Field, report: PartReport): void {
  for (const name of ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy']) {
    const place = spec.at(name);
    const isWithout = Array.isArray(place.raw) ? place.raw.length === 0 : place.raw === '' && name === 'clusterIP';
    if (place.isGiven && !isWithout)
      tell(report, place, 'is for a Service with addresses, the type is "ExternalName": drop it');
  }
  const target = spec.at('externalName');
  if (target.isEmpty || target.raw === '.') tellMissing(report, target, 'write the host that is meant');
  else
    checkField(
      report,
      target,
      givenBriefText((host) => subdomainProblem(host.replace(/\.$/, ''))),
    );
}

function checkLoadBalancer(spec: Field, report: PartReport): void {
  const isOne = typeOf(spec) === 'LoadBalancer';
  for (const name of ['loadBalancerClass', 'allocateLoadBalancerNodePorts', 'loadBalancerSourceRanges']) {
    const place = spec.at(name);
    const isEmptyList = Array.isArray(place.raw) && place.raw.length === 0;
    if (!isOne && place.isGiven && !isEmptyList)
      tell(report, place, 'is for the type LoadBalancer: drop it, or write that type');
  }
  if (isOne) checkField(report, spec.at('loadBalancerClass'), givenBriefText(qualifiedNameProblem));
}

const DISTRIBUTIONS = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];

function checkTraffic(spec: Field, report: PartReport, version: string | undefined): void {
  const [type, policy, check] = [typeOf(spec), spec.at('externalTrafficPolicy'), spec.at('healthCheckNodePort')];
  const hasAddresses = spec.at('externalIPs').items().length > 0 || spec.at('externalIPs').isUnresolved;
  const isReachable = type === 'NodePort' || type === 'LoadBalancer' || (type === 'ClusterIP' && hasAddresses);
  if (!isReachable && !policy.isEmpty) {
    tell(report, policy, `is ${shown(policy.raw)}, and nothing outside of the cluster reaches the Service: drop it`);
  }
  const isChecked = type === 'LoadBalancer' && (policy.raw === 'Local' || policy.isUnresolved);
  checkField(
    report,
    check,
    numeric((port) => {
      if (isChecked) return port >= 0 && port <= 65_535 ? undefined : 'write a port from 1 to 65535';
      return port === 0 ? undefined : 'drop it, or write the type LoadBalancer and externalTrafficPolicy Local';
    }),
  );
  const known = isKubernetes(version, '1.34') ? DISTRIBUTIONS : DISTRIBUTIONS.slice(0, 1);
  // F1 tells of releases that do not know it.
  if (isKubernetes(version, '1.31'))
    checkField(report, spec.at('trafficDistribution'), givenBriefText(oneOf(...known)));
}

const LONGEST_AFFINITY = 86_400;

function checkAffinity(spec: Field, report: PartReport): void {
  if (spec.at('sessionAffinity').raw !== 'ClientIP') return;
  checkField(
    report,
    spec.at('sessionAffinityConfig', 'clientIP', 'timeoutSeconds'),
    numeric((seconds) =>
      seconds > 0 && seconds <= LONGEST_AFFINITY ? undefined : `write 1 to ${LONGEST_AFFINITY} seconds`,
    ),
  );
}

function checkHints(annotations: Field, report: PartReport): void {
  const hints = annotations.at('service.kubernetes.io/topology-aware-hints');
  const mode = annotations.at('service.kubernetes.io/topology-mode');
  const isBoth = mode.raw !== undefined && hints.raw !== undefined && !mode.isUnresolved && !hints.isUnresolved;
  if (isBoth && (mode.raw ?? '') !== (hints.raw ?? '')) {
    tell(report, mode, 'is not what service.kubernetes.io/topology-aware-hints is: write one of them');
  }
}
