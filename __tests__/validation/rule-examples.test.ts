import { modelOf } from '../../lib/model/app-model';
import { Field, type Path } from '../../lib/model/field';
import { checkManifests } from '../../lib/validation/check-manifests';
import type { ExampleObjects } from '../../lib/validation/example';
import { findingsOf } from '../../lib/validation/findings-of';
import type { Finding } from '../../lib/validation/rule';
import { RULES } from '../../lib/validation/rules';
import { Severity } from '../../lib/validation/severity';
import { declared, manifestsOf, resourcesOf, settingsOf, VALID_OBJECTS } from './example-manifests';

const findingsIn = (example: ExampleObjects): Finding[] =>
  findingsOf(RULES, modelOf(resourcesOf(example), settingsOf(example)));

/** Where something stands, or where it is missing. */
const isPlace = ({ resource, at }: Finding): boolean =>
  stands(resource.manifest, at) || stands(resource.manifest, at.slice(0, -1));
const stands = (manifest: unknown, at: Path) => Field.of(manifest).at(...at).isGiven;

const withObjects = RULES.filter(({ bad, good }) => typeof bad === 'object' && typeof good === 'object');

test.each(VALID_OBJECTS.map((object) => [object.kind, object] as const))('a valid %s breaks no rule', (_, object) => {
  const secret = VALID_OBJECTS.filter(({ kind }) => kind === 'InfisicalSecret' && 'spec' in object && !isArgo(object));
  expect(checkManifests([...new Set([...secret, object])])).toEqual([]);
});

const isArgo = ({ apiVersion }: { apiVersion: string }) => apiVersion.startsWith('argoproj.io/');

describe.each(withObjects.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const [bad, good] = [rule.bad, rule.good] as [ExampleObjects, ExampleObjects];
  const found = findingsIn(bad);

  test('its bad example breaks it, at a place, and nothing else that stops a synthesis', () => {
    const own = found.filter((finding) => finding.rule === id);
    expect(own).not.toEqual([]);
    expect(own.filter((finding) => !isPlace(finding)).map(({ at }) => at)).toEqual([]);
    expect(found.filter((finding) => finding.rule !== id && finding.severity === Severity.ERROR)).toEqual([]);
  });

  test('its good example breaks no rule', () => {
    expect(findingsIn(good)).toEqual([]);
  });

  test('a rule says that it has fixes', () => {
    const fixed = found.flatMap((finding) => (finding.fix === undefined ? [] : [finding.rule]));
    expect(RULES.filter(({ id, hasFix }) => fixed.includes(id) && !hasFix)).toEqual([]);
  });

  const fixes = found.filter((finding) => finding.rule === id && finding.fix !== undefined);
  if (fixes.length === 0) return;

  test('what the fix of its bad example says is what then passes', () => {
    const fixed = manifestsOf(bad.objects);
    for (const { resource, fix } of fixes) {
      const manifest = fixed.find(({ kind, metadata }) => isNamed(resource.manifest, kind, metadata.name));
      for (const { path, value } of fix?.edits ?? []) put(manifest, path, value);
    }
    const left = findingsOf(RULES, modelOf(declared(fixed, bad.keys), settingsOf(bad))).filter(
      (finding) => finding.rule === id,
    );
    expect(left.length).toBe(found.filter((finding) => finding.rule === id).length - fixes.length);
  });
});

function isNamed(manifest: Finding['resource']['manifest'], kind: string, name: string | undefined): boolean {
  return manifest.kind === kind && manifest.metadata.name === name;
}

function put(object: unknown, path: Path, value: unknown): void {
  const holder = path.slice(0, -1).reduce((held, key) => {
    const owner = held as Record<string | number, unknown>;
    owner[key] ??= {};
    return owner[key];
  }, object) as Record<string | number, unknown>;
  const last = path[path.length - 1];
  if (value === undefined) delete holder[last];
  else holder[last] = value;
}
