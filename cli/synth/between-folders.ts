import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { grouped } from '../../lib/collections/grouped';
import { checkedConfiguration } from '../../lib/configuration/committed-configuration';
import { suppressionReasonFor } from '../../lib/configuration/suppressions';
import type { FindingRecord } from '../../lib/evaluation/report/finding-record';
import { isError } from '../../lib/evaluation/report/finding-record';
import { findingsBetweenFolders } from '../../lib/validation/across/between-folders';
import type { Finding } from '../../lib/validation/rule';
import { identifiedObjects } from './objects-in-yaml';
import { readAsNeeded, type WrittenDocument, type WrittenFolder } from './read-as-needed';
import type { Violated } from './validations/validate';
import { findingOf } from './validations/violation-finding';

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
 * been checked by it, with what is suppressed there.
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
  const written = folders.map(async ([path, own]): Promise<WrittenFolder> => {
    const documents = await Promise.all(own.map((file) => documentsIn(join(folder, file), file)));
    return { folder: join(basename(output), path), documents: documents.flat() };
  });
  const found = findingsBetweenFolders(readAsNeeded(await Promise.all(written))).map(told);
  return {
    violations: found.flatMap(({ violated, record }) => (isError(record) ? [violated] : [])),
    findings: found.flatMap(({ record }) => (isError(record) ? [] : [record])),
  };
}

async function documentsIn(path: string, file: string): Promise<WrittenDocument[]> {
  const objects = await identifiedObjects(readFileSync(path, 'utf8'), file);
  return [...objects.values()].map(({ name, text }) => ({ ...name, text, file }));
}

function told({ rule, severity, message, resource }: Finding): { violated: Violated; record: FindingRecord } {
  const { file = '', manifest } = resource;
  const { kind, metadata } = manifest;
  const { name, namespace } = metadata;
  const object = [kind, namespace, name].filter(Boolean).join('/');
  const violated = { rule, file, object, message };
  const { suppressions } = checkedConfiguration();
  const suppressedBecause = suppressionReasonFor(
    { rule, kind, name, namespace, environment: dirname(file) },
    suppressions,
  );
  const record = { ...findingOf(violated), severity, ...(suppressedBecause !== undefined && { suppressedBecause }) };
  return { violated, record };
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
