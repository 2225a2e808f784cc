import { repetitionsIn } from '../../../collections/repetitions';
import { type Field, pathText } from '../../../model/field';
import { ipAddressIn, ipAddressProblem } from '../../../model/ip-address';
import { ipRangeProblem } from '../../../model/ip-range';
import { labelProblem, qualifiedNameProblem, subdomainProblem } from '../../../model/kubernetes-names';
import { portNumberProblem } from '../../../model/port';
import { quotedText } from '../../../text/key-name';
import { simpleText } from '../../../text/simple-text';
import { briefText, checkField, givenBriefText, numeric, requiredValue, tell, tellMissing } from '../../constraints';
import { textsOf } from '../../go-values';
import { type PartReport, ruleOnParts, Severity, withSpec } from '../../rule';
import { isPlainService } from './plain-service';
import { isHeadless } from './services';

const RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';

export const R3 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  assumes: 'kubernetesVersion',
  title: 'Addresses of Services and Endpoints are IP addresses, of the families that are named',
  why: 'The API server refuses the object.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidateServiceClusterIPsRelatedFields, validateEndpointSubsets), since 1.36 without zeros in front and bits behind',
  bad: withSpec('Service', { externalIPs: ['127.0.0.1'] }),
  good: withSpec('Service', { externalIPs: ['192.0.2.7'] }),
  of: {
    Service: (part, report, { settings }) => {
      if (isPlainService(part.raw)) return;
      const { field } = part;
      const { kubernetesVersion } = settings;
      const spec = field.at('spec');
      if (spec.at('type').raw !== 'ExternalName') checkClusterAddresses(spec, report, kubernetesVersion);
      for (const { field: place, text } of textsOf(spec.at('externalIPs'))) {
        checkAddress(place, text, report, kubernetesVersion);
      }
      checkRanges(field, report, kubernetesVersion);
    },
    EndpointSubset: ({ field }, report, { settings }) => checkSubset(field, report, settings.kubernetesVersion),
  },
});

function checkClusterAddresses(spec: Field, report: PartReport, version: string | undefined): void {
  const [one, all, families] = [spec.at('clusterIP'), spec.at('clusterIPs'), spec.at('ipFamilies')];
  if (one.isUnresolved || all.isUnresolved) return;
  for (const [, family] of repetitionsIn(families.items(), ({ raw }) => simpleText(raw ?? ''))) {
    tell(report, family, 'is there already: drop it');
  }
  const addresses = textsOf(all);
  if (addresses.length > 0 && addresses[0].text !== (one.raw ?? '')) {
    tell(report, all, 'must start with what clusterIP is');
  }
  const stated = addresses.length === 0 && typeof one.raw === 'string' ? [{ field: one, text: one.raw }] : addresses;
  if (addresses.length > 2) tell(report, all, 'has more than two addresses: write one of each family');
  const found = stated.filter(({ text }) => text !== '' || addresses.length > 0);
  if (addresses.length > 1 && addresses[0].text === 'None')
    tell(report, all, 'has "None" beside addresses: write one of them');
  for (const [i, { field, text }] of found.entries()) {
    if (i === 0 && text === 'None') continue;
    const problem = ipAddressProblem(text, version);
    const family = ipAddressIn(text)?.family;
    const wanted = isHeadless(spec) ? undefined : families.items()[i]?.raw;
    if (problem !== undefined) tell(report, field, `${quotedText(text)} ${problem}`);
    else if ((wanted === 'IPv4' || wanted === 'IPv6') && wanted !== family) {
      tell(report, field, `${quotedText(text)} is no ${wanted} address, as ${pathText(families.items()[i].path)} says`);
    }
  }
  const [first, second] = found.map(({ text }) => ipAddressIn(text)?.family);
  if (found.length === 2 && first !== undefined && first === second) {
    tell(report, all, `has two ${first} addresses: write one of each family`);
  }
}

/** One that is reached from elsewhere. */
function checkAddress(field: Field, text: string, report: PartReport, version: string | undefined): void {
  const problem = ipAddressProblem(text, version) ?? specialProblem(text);
  tell(report, field, problem && `${quotedText(text)} ${problem}`);
}

function specialProblem(text: string): string | undefined {
  const address = ipAddressIn(text);
  if (address === undefined) return undefined;
  const { family, number } = address;
  const [top, second] =
    family === 'IPv4' ? [number >> 24n, (number >> 16n) & 255n] : [number >> 120n, (number >> 112n) & 255n];
  if (number === 0n) return 'is no address of anything: write that of a machine';
  if (family === 'IPv4' ? top === 127n : number === 1n) return 'is the own machine of whoever asks: write another one';
  const isLinkLocal =
    family === 'IPv4'
      ? (top === 169n && second === 254n) || number >> 8n === 0xe00000n
      : number >> 118n === 0x3fan || (top === 0xffn && (second & 15n) === 2n);
  return isLinkLocal ? 'is only known in one network (link-local): write another one' : undefined;
}

function checkRanges(service: Field, report: PartReport, version: string | undefined): void {
  const ranges = textsOf(service.at('spec', 'loadBalancerSourceRanges'));
  for (const { field, text } of ranges) {
    const problem = ipRangeProblem(text.trim(), version);
    tell(report, field, problem && `${quotedText(text)} ${problem}`);
  }
  const annotation = service.at('metadata', 'annotations', RANGES);
  if (ranges.length > 0 || annotation.raw === undefined || annotation.isUnresolved) return;
  if (service.at('spec', 'type').raw !== 'LoadBalancer' && !service.at('spec', 'type').isUnresolved) {
    tell(report, annotation, 'is for the type LoadBalancer: drop it, or write that type');
  }
  if (typeof annotation.raw !== 'string' || annotation.raw.trim() === '') return;
  for (const range of annotation.raw.split(',')) {
    const problem = ipRangeProblem(range.trim(), version);
    tell(report, annotation, problem && `${quotedText(range)} ${problem}`);
  }
}

function checkSubset(subset: Field, report: PartReport, version: string | undefined): void {
  const lists = [subset.at('addresses'), subset.at('notReadyAddresses')];
  if (lists.every((list) => list.items().length === 0 && !list.isUnresolved)) {
    tellMissing(report, lists[0], 'write one, or notReadyAddresses');
  }
  for (const address of lists.flatMap((list) => list.items())) {
    const ip = address.at('ip');
    if (ip.isEmpty) tellMissing(report, ip, 'write an IP address');
    else if (typeof ip.raw === 'string') checkAddress(ip, ip.raw, report, version);
    checkField(report, address.at('hostname'), briefText(labelProblem));
    checkField(report, address.at('nodeName'), givenBriefText(subdomainProblem));
  }
  const ports = subset.at('ports').items();
  for (const port of ports) {
    if (ports.length > 1)
      checkField(report, port.at('name'), requiredValue('with several ports each needs one', briefText(labelProblem)));
    else checkField(report, port.at('name'), briefText(labelProblem));
    if (port.at('port').isEmpty) tellMissing(report, port.at('port'), 'write a port from 1 to 65535');
    checkField(report, port.at('port'), numeric(portNumberProblem));
    checkField(report, port.at('appProtocol'), givenBriefText(qualifiedNameProblem));
  }
}
