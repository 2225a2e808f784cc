import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { soundConfiguration } from '../../lib/configuration/committed-configuration';
import { silenceReasonFor } from '../../lib/configuration/silences';
import { findingsBetweenFolders } from '../../lib/validation/across/between-folders';
import type { Manifest } from '../../lib/validation/manifest';
import type { FindingRecord } from '../../lib/validation/report/finding-record';
import { type Finding, Severity } from '../../lib/validation/rule';
import { grouped } from '../../lib/validation/view/per-app';
import { identifiedObjects } from './objects-in-yaml';
import type { Violated } from './validations/validate';
import { findingOf } from './validations/violation-finding';

/** What an app has written. */
export interface WrittenOutput {
  readonly folder: string;
  /** The folder as the user wrote it. */
  readonly output: string;
  /** Paths in it. */
  readonly manifests: readonly string[];
  /** Where apps note which folders they write. */
  readonly claims: string;
}

export interface FoundBetweenFolders {
  readonly violations: readonly Violated[];
  readonly findings: readonly FindingRecord[];
}

/**
 * What the environments of plain apps do to each other; no app knows of another one. The environments of a project have
 * been checked by it, with what is silenced there.
 */
export async function betweenFolders({
  folder,
  output,
  manifests,
  claims,
}: WrittenOutput): Promise<FoundBetweenFolders> {
  const checked = foldersOfProjects(claims, folder);
  const files = manifests.filter((file) => !checked.has(dirname(file)));
  const folders = [...grouped(files, (file) => dirname(file))];
  if (folders.length < 2) return { violations: [], findings: [] };
  const texts = new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
  const isDeployed = [...texts.values()].some((text) => text.includes('argoproj.io/'));
  const subjects = folders.map(async ([path, own]) => {
    // Without Applications no cluster is known, and all that can be told is what is read from Infisical.
    const wanted = own.filter((file) => isDeployed || texts.get(file)?.includes(INFISICAL));
    const found = await Promise.all(wanted.map((file) => manifestsIn(texts.get(file) ?? '', file)));
    return { folder: join(basename(output), path), subjects: found.flat() };
  });
  const found = findingsBetweenFolders(await Promise.all(subjects)).map(told);
  return {
    violations: found.flatMap(({ violated, record }) => (isFatal(record) ? [violated] : [])),
    findings: found.flatMap(({ record }) => (isFatal(record) ? [] : [record])),
  };
}

const INFISICAL = 'secrets.infisical.com/';
/** Of all others, only who they are is looked at, and whether two are equal. */
const READ = /^apiVersion: *["']?(?:secrets\.infisical\.com|argoproj\.io)\/|^kind: *["']?Secret["']? *$|^\{/m;

async function manifestsIn(text: string, file: string): Promise<{ manifest: Manifest; file: string }[]> {
  const { manifestsIn: parsed } = await import('../manifests/read-manifests.js');
  const objects = [...(await identifiedObjects(text, file)).values()];
  return objects.flatMap(({ name: { apiVersion, kind, name, namespace }, text: own }) => {
    if (READ.test(own)) return parsed(own, file).manifests.map(({ manifest }) => ({ manifest, file }));
    return [{ manifest: { apiVersion, kind, metadata: { name, namespace }, text: own }, file }];
  });
}

function told({ rule, severity, message, subject }: Finding): { violated: Violated; record: FindingRecord } {
  const { file = '', manifest } = subject;
  const { kind, metadata } = manifest;
  const { name, namespace } = metadata;
  const object = [kind, namespace, name].filter(Boolean).join('/');
  const violated = { rule, file, object, message };
  const { silences } = soundConfiguration();
  const silencedBecause = silenceReasonFor({ rule, kind, name, namespace, environment: dirname(file) }, silences);
  const record = { ...findingOf(violated), severity, ...(silencedBecause !== undefined && { silencedBecause }) };
  return { violated, record };
}

function isFatal({ severity, silencedBecause }: FindingRecord): boolean {
  return severity === Severity.ERROR && silencedBecause === undefined;
}

/** The folders that projects have written: apps note who has taken which folder. */
function foldersOfProjects(claims: string, folder: string): Set<string> {
  const taken = readdirSync(claims).flatMap((name) => folderOfProject(join(claims, name)) ?? []);
  return new Set(taken.map((one) => relative(folder, one)));
}

function folderOfProject(claim: string): string | undefined {
  try {
    const { folder, isOfProject }: { folder?: unknown; isOfProject?: unknown } = JSON.parse(
      readFileSync(claim, 'utf8'),
    );
    return isOfProject === true && typeof folder === 'string' ? folder : undefined;
  } catch {
    return undefined;
  }
}
