import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { grouped } from '../../lib/collections/grouped';
import { checkedConfiguration } from '../../lib/configuration/committed-configuration';
import { suppressionReasonFor } from '../../lib/configuration/suppressions';
import { type FindingRecord, isError } from '../../lib/evaluation/report/finding-record';
import { textAt } from '../../lib/files/entry';
import { fields, jsonIn, text } from '../../lib/json/json';
import { ignoredBecause } from '../../lib/model/ignored-rules';
import { findingsBetweenFolders } from '../../lib/validation/across/between-folders';
import { placeOfFinding } from '../../lib/validation/place-of-finding';
import type { Finding } from '../../lib/validation/rule';
import { identifyObjects } from './objects-in-yaml';
import { PlacesInFiles } from './places-in-files';
import { readAsNeeded, type WrittenDocument, type WrittenFolder } from './read-as-needed';
import type { Violated, WrittenOutput } from './validations/validate';
import { findingOf } from './validations/violation-finding';

export interface FoundBetweenFolders {
  readonly violations: readonly Violated[];
  readonly findings: readonly FindingRecord[];
}

/**
 * What the environments of plain apps do to each other; no app knows of another one. The environments of a project have
 * been checked by it, with what is suppressed there.
 *
 * @param claims where apps note which folders they write
 */
export async function findBetweenFolders(
  { folder, output, manifests, foreign }: WrittenOutput,
  claims: string,
): Promise<FoundBetweenFolders> {
  const checked = foldersOfProjects(claims, folder);
  const files = manifests.filter((file) => !checked.has(dirname(file)));
  const folders = [...grouped(files, (file) => dirname(file))];
  if (folders.length < 2) return { violations: [], findings: [] };
  const written = folders.map(async ([path, own]): Promise<WrittenFolder> => {
    const documents = await Promise.all(own.map((file) => documentsIn(join(folder, file), file)));
    return { folder: join(basename(output), path), documents: documents.flat() };
  });
  const places = new PlacesInFiles(folder, foreign);
  const found = findingsBetweenFolders(readAsNeeded(await Promise.all(written))).map((one) => asViolated(one, places));
  return {
    violations: found.flatMap(({ violated, record }) => (isError(record) ? [violated] : [])),
    findings: found.flatMap(({ record }) => (isError(record) ? [] : [record])),
  };
}

async function documentsIn(path: string, file: string): Promise<WrittenDocument[]> {
  const objects = await identifyObjects(readFileSync(path, 'utf8'), file);
  return [...objects.values()].map(({ name, text }) => ({ ...name, text, file }));
}

function asViolated(
  { rule, severity, message, resource, at }: Finding,
  places: PlacesInFiles,
): { violated: Violated; record: FindingRecord } {
  const { file = '', manifest } = resource;
  const { kind, metadata } = manifest;
  const { name, namespace } = metadata;
  const object = [kind, namespace, name].filter(Boolean).join('/');
  const place = places.placeOf(file, { kind, name, namespace, at });
  const violated = { rule, file, ...place, object, message, ...placeOfFinding({ rule, at, message }) };
  const { suppressions } = checkedConfiguration();
  const suppressedBecause =
    suppressionReasonFor({ rule, kind, name, namespace, environment: dirname(file) }, suppressions) ??
    ignoredBecause(manifest, rule);
  const record = { ...findingOf(violated), severity, ...(suppressedBecause !== undefined && { suppressedBecause }) };
  return { violated, record };
}

/** The folders that projects have written: apps note who has taken which folder. */
function foldersOfProjects(claims: string, folder: string): Set<string> {
  const taken = readdirSync(claims).flatMap((name) => folderOfProject(join(claims, name)) ?? []);
  return new Set(taken.map((one) => relative(folder, one)));
}

function folderOfProject(claim: string): string | undefined {
  const { folder, isOfProject } = fields(jsonIn(textAt(claim)));
  return isOfProject === true ? text(folder) : undefined;
}
