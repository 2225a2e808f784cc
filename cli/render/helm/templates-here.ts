import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadManifests } from '../../manifests/read-manifests';
import { CHART, isKeptByTools } from '../../manifests/rendered-folders';
import { settingsAt } from './chart-folder';

const STANDARD_INPUT = '-';
const MOST_FOLDERS = 2_000;
const MOST_LEVELS = 4;

/**
 * What was piped in from Helm, with the templates in the working folder: Helm names its chart and its path in that, and
 * just one chart here must be called so and have it.
 */
export function withTemplates(read: ReadManifests): ReadManifests {
  const isPiped = read.manifests.some(({ file, template }) => file === STANDARD_INPUT && template !== undefined);
  if (!isPiped) return read;
  const charts = chartsHere();
  const found = new Map<string, string | undefined>();
  const placeOf = (template: string): string | undefined => {
    if (!found.has(template)) found.set(template, templateIn(charts, template));
    return found.get(template);
  };
  return {
    ...read,
    manifests: read.manifests.map((one) => {
      const file = one.file !== STANDARD_INPUT || one.template === undefined ? undefined : placeOf(one.template);
      if (file === undefined) return one;
      return { ...one, rendered: { by: 'helm template', from: STANDARD_INPUT, file, line: 1, column: 1 } };
    }),
  };
}

function templateIn(charts: readonly string[], template: string): string | undefined {
  const [chart, ...path] = template.split('/');
  const files = charts.filter((folder) => existsSync(join(folder, ...path)) && nameIn(folder) === chart);
  return files.length === 1 ? join(files[0], ...path) : undefined;
}

function nameIn(folder: string): unknown {
  const settings = settingsAt(join(folder, CHART));
  return typeof settings === 'string' ? undefined : settings.name;
}

/** The folders with a chart, nearest first. */
function chartsHere(): string[] {
  const charts: string[] = [];
  let level = ['.'];
  for (let depth = 0, count = 0; depth <= MOST_LEVELS && count <= MOST_FOLDERS; depth++) {
    charts.push(...level.filter((folder) => existsSync(join(folder, CHART))));
    level = level.flatMap(foldersIn);
    count += level.length;
  }
  return charts;
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !isKeptByTools(entry.name))
      .map(({ name }) => join(folder, name));
  } catch {
    return [];
  }
}
