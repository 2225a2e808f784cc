import { grouped } from '../collections/grouped';
import { addressOf } from '../model/address';
import { Field } from '../model/field';
import { suppressionOf } from '../model/ignored-rules';
import type { GivenName } from '../model/resource';
import type { Finding } from './rule';
import type { RuleId } from './rule-ids';

/**
 * A name that somebody gave once, and that a construct wrote into many places, is one mistake: it is told where it was
 * given, as the place sees it that takes the fewest names. What has another text, or stands at a place that is called
 * otherwise, is a mistake of its own; and what is suppressed is not told for another.
 */
export function withNamesOnce(all: readonly Finding[]): Finding[] {
  const findings = withoutReferencesToMisnamed(all);
  const derived = new Map<Finding, GivenName>();
  for (const finding of findings) {
    const given = finding.resource.construct === undefined ? undefined : givenNameAt(finding);
    if (given !== undefined && suppressionOf(finding.resource, finding.rule) === undefined) derived.set(finding, given);
  }
  const told = new Map<Finding, Finding | undefined>();
  for (const [, ofGiver] of grouped(derived.keys(), (finding) => derived.get(finding)?.by)) {
    for (const [, same] of grouped(ofGiver, (finding) => derived.get(finding)?.name)) {
      const [strictest, ...others] = [...same].sort((one, other) => generosityOf(one) - generosityOf(other));
      for (const other of others) told.set(other, undefined);
      told.set(strictest, atGiver(strictest, derived.get(strictest)?.by));
    }
  }
  return findings.flatMap((finding) => (told.has(finding) ? (told.get(finding) ?? []) : [finding]));
}

function atGiver(finding: Finding, by: object | undefined): Finding {
  return { ...finding, resource: { ...finding.resource, construct: by } };
}

/** The name that was given to a construct and stands at the place of a finding; undefined where anything else does. */
function givenNameAt({ rule, resource, at }: Finding): GivenName | undefined {
  if (!JUDGES.includes(rule)) return undefined;
  const place = at.join('.');
  const named = REFERENCES.find(({ at: end }) => end.test(place))?.kind;
  if (named === undefined && !OWN_NAME.test(place) && at.at(-1) !== LABEL) return undefined;
  const { raw } = Field.of(resource.manifest).at(...at);
  if (typeof raw !== 'string' || raw === '') return undefined;
  return resource.givenNames?.().find(({ name, referredAs }) => name === raw && referredAs === named);
}

/** Where an object, its first container and what it manages are named; the label that is the name. */
const OWN_NAME =
  /^metadata\.name$|\.containers\.0\.name$|^spec\.(?:managed\w+References?\.(?:\d+\.)?secretName|targets\.\d+\.name|infisicalConnectionRef\.name)$|^subjects\.\d+\.name$/;
const LABEL = 'app.kubernetes.io/name';
/** Where an object names another one. */
const REFERENCES = [
  { kind: 'Secret', at: /\.(?:secretKeyRef|secretRef|imagePullSecrets\.\d+|secret)\.(?:name|secretName)$/ },
  { kind: 'ConfigMap', at: /\.(?:configMapKeyRef|configMapRef|configMap)\.name$/ },
  { kind: 'ServiceAccount', at: /\.(?:serviceAccountRef\.name|serviceAccountName)$/ },
  { kind: 'Service', at: /\.service\.name$/ },
  { kind: 'PersistentVolumeClaim', at: /\.persistentVolumeClaim\.claimName$/ },
] as const;

/** The rules that say which names a place takes: the fewer it takes, the less remains wrong where that is put right. */
const JUDGES: readonly RuleId[] = ['N3', 'N4', 'N1', 'M7', 'P8', 'P22', 'P39', 'R14', 'A16', 'P28', 'R6'];

function generosityOf({ rule, resource: { manifest } }: Finding): number {
  return rule === 'N1' && manifest.kind === 'Service' ? -1 : JUDGES.indexOf(rule);
}

/**
 * A program that refers to an object by the name that it has makes no mistake of its own: the name is told at the object.
 * In YAML each place is written by hand.
 */
function withoutReferencesToMisnamed(findings: readonly Finding[]): readonly Finding[] {
  const misnamed = new Set(
    findings.flatMap(({ rule, resource, at }) =>
      rule === 'N1' && at.join('.') === 'metadata.name' && suppressionOf(resource, 'N1') === undefined
        ? addressOf(resource.manifest.kind, resource.manifest.metadata)
        : [],
    ),
  );
  if (misnamed.size === 0) return findings;
  return findings.filter(({ rule, resource: { manifest, construct }, at }) => {
    const place = at.join('.');
    const kind = JUDGES.includes(rule) ? REFERENCES.find((one) => one.at.test(place))?.kind : undefined;
    const { raw } = Field.of(manifest).at(...at);
    if (construct === undefined || kind === undefined || typeof raw !== 'string') return true;
    return !misnamed.has(addressOf(kind, { name: raw, namespace: manifest.metadata.namespace }));
  });
}
