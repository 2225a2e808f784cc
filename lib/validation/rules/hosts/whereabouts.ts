import { CLOUD_EU, CLOUD_US, urlProblem } from '../../../model/host';
import { withoutCredentials } from '../../../text/credential-text';
import { remembered } from '../../../text/remembered';
import { ruleOn, Severity, withSpec } from '../../rule';

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/;
const WEBSITE = /^(www\.)?infisical\.com$/;

export const X27 = ruleOn('host', {
  severity: Severity.ERROR,
  title: 'The host is one where the operator can find Infisical',
  why: 'The operator runs in a pod, in which "localhost" is that pod; and the website of Infisical is no Infisical.',
  source:
    'https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking; https://infisical.com/docs/api-reference/overview/introduction',
  bad: withSpec('InfisicalConnection', { address: 'http://localhost:8080' }),
  good: withSpec('InfisicalConnection', { address: 'http://infisical.infisical.svc:8080' }),
  check: ({ field, url }, report) => {
    const problem = whereaboutsProblem(url);
    if (problem) report(field, `the host "${withoutCredentials(url)}" ${problem}`);
  },
});

const whereaboutsProblem = remembered((url): string | undefined => {
  if (urlProblem(url) !== undefined) return undefined;
  const { hostname } = new URL(url);
  if (LOOPBACK.test(hostname)) {
    return 'is the pod of the operator itself: write the host as pods reach it, for example "http://infisical.infisical.svc:8080"';
  }
  return WEBSITE.test(hostname)
    ? `is the website, and not Infisical: write "${CLOUD_US}", or "${CLOUD_EU}"`
    : undefined;
});
