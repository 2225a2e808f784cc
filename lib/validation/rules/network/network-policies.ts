import type { Field } from '../../../model/field';
import { ipRangeProblem, isPartOf } from '../../../model/ip-range';
import { portNameProblem, portNumberProblem } from '../../../model/port';
import { quotedText } from '../../../text/key-name';
import { briefText, checkField, givenBriefText, numeric, requiredValue, tell } from '../../constraints';
import { textsOf } from '../../go-values';
import { type PartReport, ruleOnParts, Severity, withSpec } from '../../rule';

export const R8 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  assumes: 'kubernetesVersion',
  title: 'A network policy names peers and ports that there can be',
  why: 'The API server refuses the policy.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/networking/validation/validation.go (ValidateNetworkPolicySpec), since 1.36 without bits behind a range',
  bad: withSpec('NetworkPolicy', { ingress: [{ from: [{ ipBlock: { cidr: '10.1.2.3' } }] }] }),
  good: withSpec('NetworkPolicy', { ingress: [{ from: [{ ipBlock: { cidr: '10.1.2.3/32' } }] }] }),
  of: {
    NetworkPolicyIngressRule: ({ field }, report, { settings }) =>
      checkRule(field, 'from', report, settings.kubernetesVersion),
    NetworkPolicyEgressRule: ({ field }, report, { settings }) =>
      checkRule(field, 'to', report, settings.kubernetesVersion),
    NetworkPolicySpec: ({ field }, report) => {
      const types = field.list('policyTypes');
      if ((types.value?.length ?? 0) > 2) tell(report, types, 'has more than two types: write Ingress, Egress or both');
    },
  },
});

function checkRule(rule: Field, peers: 'from' | 'to', report: PartReport, version: string | undefined): void {
  for (const port of rule.at('ports').items()) checkPort(port, report);
  for (const peer of rule.at(peers).items()) checkPeer(peer, report, version);
}

function checkPort(field: Field, report: PartReport): void {
  const [port, end] = [field.at('port'), field.at('endPort')];
  checkField(report, port, givenBriefText(portNameProblem));
  checkField(report, port, numeric(portNumberProblem));
  if (!end.isGiven || port.isUnresolved) return;
  if (typeof port.raw !== 'number') {
    tell(report, end, 'is the end of a range: write the number of its first port as port');
  } else {
    const start = port.raw;
    checkField(
      report,
      end,
      numeric((number) => (number < start ? `write at least port, which is ${start}` : portNumberProblem(number))),
    );
  }
}

function checkPeer(peer: Field, report: PartReport, version: string | undefined): void {
  if (peer.isUnresolved) return;
  const [block, ...selectors] = [peer.at('ipBlock'), peer.at('podSelector'), peer.at('namespaceSelector')];
  const selected = selectors.filter((one) => one.isGiven || one.isUnresolved);
  if (block.isEmpty && selected.length === 0) {
    tell(report, peer, 'is nobody: write podSelector, namespaceSelector or ipBlock');
  }
  if (block.isGiven && selected.length > 0) tell(report, block, 'stands beside a selector: write a peer for each');
  if (!block.isObject) return;
  const range = block.at('cidr');
  checkField(
    report,
    range,
    requiredValue(
      'write a range of addresses',
      briefText((text) => ipRangeProblem(text, version)),
    ),
  );
  if (typeof range.raw !== 'string' || ipRangeProblem(range.raw) !== undefined) return;
  for (const { field, text } of textsOf(block.at('except'))) {
    const problem = ipRangeProblem(text, version);
    const isOutside = isPartOf(text, range.raw) === false;
    const told = problem ?? (isOutside ? `must be a part of cidr, which is ${quotedText(range.raw)}` : undefined);
    tell(report, field, told && `${quotedText(text)} ${told}`);
  }
}
