import { volumeFilePathProblem } from '../../../model/file-path';
import { annotationKeyProblem, labelProblem, subdomainProblem } from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import type { Part } from '../../../schemas/parts';
import { shown, shownText } from '../../../text/shown';
import { checkOf, checksOf, from, requiredValue, since, tell, text } from '../../constraints';
import { isMissing } from '../../go-values';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { podMounting } from './examples';

const DAY = 86_400;
const KEY_TYPES = ['RSA3072', 'RSA4096', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519'];
const PATHS = ['credentialBundlePath', 'keyPath', 'certificateChainPath'];

export const P27 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  assumes: 'kubernetesVersion',
  title: 'A token or certificate of a pod lives long enough, and has a file',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validateProjectionSources; paths of tokens since 1.30; clusterTrustBundle and podCertificate since 1.37), names.go (ValidateSignerName)',
  bad: podMounting({ projected: { sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 60 } }] } }),
  good: podMounting({ projected: { sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 600 } }] } }),
  of: {
    ServiceAccountTokenProjection: checksOf(
      checkOf({
        path: requiredValue('write the name of the file', since('1.30', text(volumeFilePathProblem))),
        expirationSeconds: from(600, 2 ** 32),
      }),
    ),
    ClusterTrustBundleProjection: newer(
      checksOf(
        checkOf({ path: requiredValue('write the name of the file', text(volumeFilePathProblem)) }),
        checkBundle,
      ),
    ),
    PodCertificateProjection: newer(
      checksOf(
        checkOf({
          signerName: requiredValue('write the name of a signer', text(signerProblem)),
          keyType: requiredValue(`write one of ${KEY_TYPES.join(', ')}`, text(keyTypeProblem)),
          ...Object.fromEntries(PATHS.map((name) => [name, text(volumeFilePathProblem)])),
        }),
        checkCertificate,
      ),
    ),
  },
});

type Check = ReturnType<typeof checkOf>;

function newer(check: Check): Check {
  return (part, report, app) => {
    if (isKubernetes(app.settings.kubernetesVersion, '1.37')) check(part, report, app);
  };
}

function checkBundle({ field }: Part, report: PartReport): void {
  const [name, signer, selector] = ['name', 'signerName', 'labelSelector'].map((one) => field.at(one));
  if (name.isGiven === signer.isGiven) {
    if (!name.isUnresolved && !signer.isUnresolved) tell(report, field, 'must have one of name and signerName');
    return;
  }
  const problem = name.isGiven
    ? requiredValue('write the name of a ClusterTrustBundle', text(bundleProblem))(name.raw)
    : requiredValue('write the name of a signer', text(signerProblem))(signer.raw);
  tell(report, name.isGiven ? name : signer, problem);
  if (name.isGiven && selector.isGiven) tell(report, selector, 'stands beside a name: keep one of them');
}

function checkCertificate({ field }: Part, report: PartReport): void {
  if (PATHS.every((name) => isMissing(field.at(name).raw))) {
    tell(report, field, `has no file: write one of ${PATHS.join(', ')}`);
  }
  const [seconds, signer] = [field.at('maxExpirationSeconds'), field.at('signerName').raw];
  const isOwn = typeof signer === 'string' && /(^|\.)kubernetes\.io(\/|$)/.test(signer);
  const problem = from(3600, isOwn ? DAY : 91 * DAY)(seconds.raw);
  tell(report, seconds, problem);
  for (const [key, annotation] of field.at('userAnnotations').entries()) {
    const found = key.includes('/') ? annotationKeyProblem(key) : 'must have the domain of its owner and "/" in front';
    if (found !== undefined) tell(report, annotation, `has the key ${shownText(key)}, which ${found}`);
  }
}

function signerProblem(name: string): string | undefined {
  const [domain, path, ...more] = name.split('/');
  const labels = domain.split('.');
  const isFine =
    path !== undefined &&
    more.length === 0 &&
    domain.length <= 253 &&
    labels.length > 1 &&
    labels.every((label) => labelProblem(label) === undefined) &&
    path.split('.').every((label) => subdomainProblem(label) === undefined) &&
    name.length <= 571;
  return isFine ? undefined : 'must be a domain and a name, such as "example.com/signer"';
}

/** The name of a bundle starts with that of its signer, if it has one. */
function bundleProblem(name: string): string | undefined {
  return subdomainProblem(name.slice(name.lastIndexOf(':') + 1));
}

function keyTypeProblem(type: string): string | undefined {
  return KEY_TYPES.includes(type) ? undefined : `must be one of ${KEY_TYPES.map((one) => shown(one)).join(', ')}`;
}
