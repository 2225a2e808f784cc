import { apiIndex, endsAtApi, urlProblem } from '../../../model/host';
import { withoutCredentials } from '../../../text/credential-text';
import { unsetPartOf } from '../../../text/unset-text';
import { ruleOn, Severity, withSpec } from '../../rule';
import { whereaboutsProblem } from './whereabouts';

export const H1 = ruleOn('host', {
  hasFix: true,
  severity: Severity.ERROR,
  title: 'A base URL does not carry the /api suffix',
  why: 'The connection becomes ready, and yet every sync fails: secrets are listed below /api/api.',
  source: 'operator v0.11.7: internal/api/secrets_v4.go (ListSecrets), internal/api/projects.go (FindProjectBySlug)',
  operators: [{ that: 'v1beta1' }],
  bad: withSpec('InfisicalConnection', { address: 'https://secrets.example.com/api' }),
  good: withSpec('InfisicalConnection', { address: 'https://secrets.example.com' }),
  check: ({ resource, field, url, isBase }, report) => {
    const api = isBase ? apiIndex(url) : -1;
    if (api < 0) return;
    const address = field.value?.replace(/\/api\/?$/, '');
    const isFixed = resource.manifest.kind === 'InfisicalConnection' && address !== field.value;
    report(
      field,
      `the host "${withoutCredentials(url)}" must be the base URL: write "${withoutCredentials(url.slice(0, api))}", "/api" is added where the operator needs it`,
      isFixed
        ? { message: `address is now "${address}", without /api`, edits: [{ path: field.path, value: address }] }
        : undefined,
    );
  },
});

export const H3 = ruleOn('host', {
  severity: Severity.ERROR,
  title: 'A host is an http(s) URL without credentials or blanks',
  why: 'The operator calls what is written, and reports a network that fails. A password in it would be in every log.',
  source: 'operator v0.11.7: internal/util/helpers.go (AppendAPIEndpoint), which checks nothing',
  bad: withSpec('InfisicalConnection', { address: 'secrets.example.com' }),
  good: withSpec('InfisicalConnection', { address: 'https://secrets.example.com' }),
  check: ({ field, url }, report) => {
    const problem = unsetPartOf(url) === undefined ? urlProblem(url) : undefined;
    if (problem === undefined) return;
    report(
      field,
      `the host "${withoutCredentials(url)}" ${problem}: write ${withoutQuery(url) ?? 'for example "https://secrets.example.com"'}`,
    );
  },
});

/** What is left of an address that was copied from a browser; undefined where that is no host either. */
function withoutQuery(url: string): string | undefined {
  const bare = url.replace(/[?#].*$/s, '').replace(/\/$/, '');
  if (bare === url || urlProblem(bare) !== undefined) return undefined;
  return `"${whereaboutsProblem(bare) === undefined ? bare : new URL(bare).origin}"`;
}

export const H4 = ruleOn('host', {
  severity: Severity.WARNING,
  title: 'Secrets travel encrypted outside of the cluster',
  why: 'Whoever is on the way reads the values, and the token with which the operator asks for them.',
  source:
    'operator v0.11.7: internal/util/helpers.go (AppendAPIEndpoint, CreateRestyClient): http is taken as https is',
  bad: withSpec('InfisicalConnection', { address: 'http://secrets.example.com' }),
  good: withSpec('InfisicalConnection', { address: 'http://infisical.infisical.svc:8080' }),
  check: ({ field, url }, report) => {
    if (urlProblem(url) || !/^http:/i.test(url) || isInCluster(new URL(url).hostname)) return;
    report(field, `secrets would travel unencrypted from the host "${url}": write "https://${url.slice(7)}"`);
  },
});

export const H5 = ruleOn('host', {
  severity: Severity.ERROR,
  title: 'hostAPI ends at /api',
  why: 'The operator appends "/api" to whatever does not end with it: what goes on behind it is asked for twice.',
  source:
    'operator v0.10.34 and v0.11.7: internal/util/helpers.go (AppendAPIEndpoint; slashes at the end are cut since v0.11.0)',
  bad: withSpec('InfisicalSecret', { hostAPI: 'https://secrets.example.com/api/v3' }),
  good: withSpec('InfisicalSecret', { hostAPI: 'https://secrets.example.com/api' }),
  check: ({ field, url, isBase }, report, { settings }) => {
    const api = apiIndex(url);
    if (isBase || api < 0 || endsAtApi(url, settings)) return;
    report(
      field,
      `hostAPI "${withoutCredentials(url)}" goes on after "/api", so that the operator would append another "/api": write "${withoutCredentials(url.slice(0, api))}/api"`,
    );
  },
});

function isInCluster(hostname: string): boolean {
  // Other IPv6 addresses have no dots either.
  if (hostname.startsWith('[')) return hostname === '[::1]';
  return !hostname.includes('.') || /\.(svc|local)$/.test(hostname) || hostname.startsWith('127.');
}
