import { apiIndex, CLOUD, CLOUD_EU, CLOUD_US, urlProblem } from '../../../model/host';
import { withoutCredentials } from '../../../text/credential-text';
import { remembered } from '../../../text/remembered';
import { ruleOn, Severity, withSpec } from '../../rule';

const LOOPBACK =
  /^(localhost|.+\.localhost|localhost\.localdomain|127(\.\d+){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:(7f[0-9a-f]{2}:[0-9a-f]{1,4}|0:0)\])$/;
const WEBSITE = /^((www|docs|blog|status)\.)?infisical\.com$/;
/** What pages of the dashboard begin with; none of them is where somebody puts Infisical. */
const PAGE =
  /^\/(login|signup|orgs?|organizations?|projects?|secret-manager|secret-management|cert-manager|kms|ssh|pam|admin|dashboard|personal-settings|integrations|docs)(\/|$)/i;

export const X27 = ruleOn('host', {
  severity: Severity.ERROR,
  operators: [{}],
  title: 'The host is one where the operator can find Infisical',
  why: 'The operator runs in a pod, in which "localhost" is that pod; and neither the website of Infisical nor a page of its dashboard answers the operator.',
  source:
    'https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking; https://infisical.com/docs/api-reference/overview/introduction',
  bad: withSpec('InfisicalConnection', { address: 'http://localhost:8080' }),
  good: withSpec('InfisicalConnection', { address: 'http://infisical.infisical.svc:8080' }),
  check: ({ field, url }, report) => {
    const problem = whereaboutsProblem(url);
    if (problem) report(field, `the host "${withoutCredentials(url)}" ${problem}`);
  },
});

export const whereaboutsProblem = remembered((url): string | undefined => {
  if (urlProblem(url) !== undefined) return undefined;
  const { hostname, origin, pathname } = new URL(url);
  const name = hostname.replace(/\.$/, '');
  if (LOOPBACK.test(name)) {
    return 'is the pod of the operator itself: write the host as pods reach it, for example "http://infisical.infisical.svc:8080"';
  }
  if (WEBSITE.test(name)) return `is the website, and not Infisical: write "${CLOUD_US}", or "${CLOUD_EU}"`;
  // What stands before or behind "/api" is told by H1 and H5.
  if (apiIndex(pathname) === 0) return undefined;
  const isPage = PAGE.test(pathname) || (CLOUD.includes(origin) && /^\/\w/.test(pathname));
  return isPage ? `is a page of Infisical, and not where its API is: write "${origin}"` : undefined;
});
