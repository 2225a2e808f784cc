import { byteLength } from '../../../text/byte-length';
import { checkOf, text } from '../../constraints';
import { ruleOnParts, Severity } from '../../rule';
import { podMounting } from '../pods/examples';

const LONGEST_NAME = 255;
const LONGEST_PATH = 4096;

const path = checkOf({ path: text(lengthProblem) });
const mounting = (name: string) =>
  podMounting({ configMap: { name: 'settings', items: [{ key: 'app', path: name }] } });

export const C23 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'The file system takes the names of the files of a volume',
  why: 'The API server takes the workload, and the kubelet never writes the volume: the pod does not start.',
  source: 'Kubernetes 1.29 to 1.37: pkg/volume/util/atomic_writer.go (validatePath)',
  bad: mounting('a'.repeat(LONGEST_NAME + 1)),
  good: mounting('a'.repeat(LONGEST_NAME)),
  of: {
    KeyToPath: path,
    DownwardAPIVolumeFile: path,
    ServiceAccountTokenProjection: path,
    ClusterTrustBundleProjection: path,
  },
});

/** Of the text as Go counts it: in bytes. */
function lengthProblem(file: string): string | undefined {
  const whole = byteLength(file);
  if (whole > LONGEST_PATH) return `has ${whole} bytes, ${LONGEST_PATH} are allowed: shorten it`;
  const longest = Math.max(...file.split('/').map(byteLength));
  return longest > LONGEST_NAME
    ? `has a name of ${longest} bytes, ${LONGEST_NAME} are allowed for a file: shorten it`
    : undefined;
}
