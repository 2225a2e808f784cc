import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bytesOf } from '../../manifests/file-bytes';
import { isKeptByTools } from '../../manifests/rendered-folders';
import { apiVersionsFor, customVersionsFor, type ToldVersions } from './api-versions';

const MOST_FILES = 2_000;

/**
 * Which of the versions that a rendering here gives to Helm a chart may look for in `.Capabilities.APIVersions`: few enough
 * to be written. Those that it names itself; with them, where it asks in other words or is packed, those of custom resources.
 */
export function versionsAskedBy(chart: string, told: ToldVersions): readonly string[] {
  const asked = new Set<string>();
  let isOpen = false;
  for (const file of filesOf(chart)) {
    if (file.endsWith('.tgz')) isOpen = true;
    const bytes = bytesOf(file);
    if (typeof bytes === 'string') continue;
    const text = bytes.toString('latin1');
    const named = [...text.matchAll(QUESTION)].map(([, version]) => version);
    for (const version of named) asked.add(version);
    if (named.length < text.split(LIST).length - 1) isOpen = true;
  }
  const custom = customVersionsFor(told);
  return apiVersionsFor(told).filter((one) => asked.has(one) || (isOpen && custom.has(one)));
}

const LIST = '.APIVersions';
const QUESTION = /\.APIVersions\.Has\s+["`]([\w./-]+)["`]/g;

function filesOf(folder: string): string[] {
  const files: string[] = [];
  const left = [folder];
  for (let one = left.pop(); one !== undefined && files.length < MOST_FILES; one = left.pop()) {
    for (const entry of entriesOf(one)) {
      if (entry.isDirectory() && !isKeptByTools(entry.name)) left.push(join(one, entry.name));
      else if (entry.isFile()) files.push(join(one, entry.name));
    }
  }
  return files;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
