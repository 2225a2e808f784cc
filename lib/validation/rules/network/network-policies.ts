import type { Field } from '../../../model/field';
import { ipRangeProblem, isPartOf } from '../../../model/ip-range';
import { portNameProblem, portNumberProblem } from '../../../model/port';
import { quotedText } from '../../../text/key-name';
import { type PartReport, ruleOnParts, Severity, withSpec } from '../../rule';
import { tellAnyText, tellAt, tellName, tellNumber, textsOf } from '../mistakes-of-fields';

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
      if ((types.value?.length ?? 0) > 2)
        tellAt(types, report, 'has more than two types: write Ingress, Egress or both');
    },
  },
});

function checkRule(rule: Field, peers: 'from' | 'to', report: PartReport, version: string | undefined): void {
  for (const port of rule.at('ports').items()) checkPort(port, report);
  for (const peer of rule.at(peers).items()) checkPeer(peer, report, version);
}

function checkPort(field: Field, report: PartReport): void {
  const [port, end] = [field.at('port'), field.at('endPort')];
  tellAnyText(port, report, portNameProblem);
  tellNumber(port, report, portNumberProblem);
  if (!end.isGiven || port.isUnresolved) return;
  if (typeof port.raw !== 'number') {
    tellAt(end, report, 'is the end of a range: write the number of its first port as port');
  } else {
    const start = port.raw;
    tellNumber(end, report, (number) =>
      number < start ? `write at least port, which is ${start}` : portNumberProblem(number),
    );
  }
}

function checkPeer(peer: Field, report: PartReport, version: string | undefined): void {
  if (peer.isUnresolved) return;
  const [block, ...selectors] = [peer.at('ipBlock'), peer.at('podSelector'), peer.at('namespaceSelector')];
  const selected = selectors.filter((one) => one.isGiven || one.isUnresolved);
  if (block.isEmpty && selected.length === 0) {
    tellAt(peer, report, 'is nobody: write podSelector, namespaceSelector or ipBlock');
  }
  if (block.isGiven && selected.length > 0) tellAt(block, report, 'stands beside a selector: write a peer for each');
  if (!block.isObject) return;
  const range = block.at('cidr');
  tellName(range, report, 'write a range of addresses', (text) => ipRangeProblem(text, version));
  if (typeof range.raw !== 'string' || ipRangeProblem(range.raw) !== undefined) return;
  for (const { field, text } of textsOf(block.at('except'))) {
    const problem = ipRangeProblem(text, version);
    const isOutside = isPartOf(text, range.raw) === false;
    const told = problem ?? (isOutside ? `must be a part of cidr, which is ${quotedText(range.raw)}` : undefined);
    tellAt(field, report, told && `${quotedText(text)} ${told}`);
  }
}
