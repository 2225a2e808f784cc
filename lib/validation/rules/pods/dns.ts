import type { Field } from '../../../model/field';
import { ipAddressProblem } from '../../../model/ip-address';
import { subdomainProblem } from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import { checkOf, checksOf, checkTexts, requiredValue, tell, text } from '../../constraints';
import { hasItems } from '../../go-values';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { podWith } from './examples';

const MOST_NAMESERVERS = 3;
const MOST_SEARCHES = 32;
const LONGEST_SEARCHES = 2048;

export const P29 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  assumes: 'kubernetesVersion',
  title: 'The DNS of a pod is complete',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validatePodDNSConfig; "_" and "." in searches since 1.33; IP addresses strictly since 1.36)',
  bad: podWith({ dnsPolicy: 'None' }),
  good: podWith({ dnsPolicy: 'None', dnsConfig: { nameservers: ['10.0.0.10'] } }),
  of: {
    PodSpec: (part, report) => {
      if (part.raw.dnsPolicy !== 'None') return;
      const config = part.field.at('dnsConfig');
      const servers = config.isGiven ? config.at('nameservers') : config;
      if (!hasItems(servers.raw)) tell(report, servers, 'is missing: with the dnsPolicy "None", write nameservers');
    },
    PodDNSConfig: ({ field }, report, { settings: { kubernetesVersion } }) => {
      const [servers, searches] = [field.at('nameservers'), field.at('searches')];
      checkTexts(report, servers, ipAddressProblem, kubernetesVersion);
      checkCount(servers, MOST_NAMESERVERS, report);
      checkTexts(report, searches, searchProblem, kubernetesVersion);
      checkCount(searches, MOST_SEARCHES, report);
      if (searches.texts().join(' ').length > LONGEST_SEARCHES) {
        tell(report, searches, `has more than ${LONGEST_SEARCHES} characters: write fewer`);
      }
    },
    PodDNSConfigOption: checkOf({ name: requiredValue('write the name of an option') }),
  },
});

function checkCount(list: Field, most: number, report: PartReport): void {
  const count = list.items().length;
  if (count > most) tell(report, list, `has ${count} entries: write at most ${most}`);
}

const LABEL = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const RELAXED = new RegExp(`^${LABEL}(\\.${LABEL})*$`);

function searchProblem(search: string, kubernetesVersion?: string): string | undefined {
  const domain = search.endsWith('.') ? search.slice(0, -1) : search;
  const problem = subdomainProblem(domain);
  const isAllowedSince = problem !== undefined && (search === '.' || (domain.length <= 253 && RELAXED.test(domain)));
  if (!isAllowedSince) return problem;
  if (isKubernetes(kubernetesVersion, '1.33')) return undefined;
  return `is allowed since Kubernetes 1.33: set kubernetes.version in cdk8s-infisical.yaml if the cluster has that, or write a domain without "_"`;
}

export const P30 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A host alias has an IP address and names of hosts',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidateHostAliases; IP addresses strictly since 1.36)',
  bad: podWith({ hostAliases: [{ ip: 'localhost', hostnames: ['db.internal'] }] }),
  good: podWith({ hostAliases: [{ ip: '127.0.0.1', hostnames: ['db.internal'] }] }),
  of: {
    HostAlias: checksOf(
      checkOf({ ip: requiredValue('write an IP address', text(ipAddressProblem)) }),
      (part, report) => {
        checkTexts(report, part.field.at('hostnames'), subdomainProblem);
      },
    ),
  },
});
