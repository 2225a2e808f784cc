import { ApiObject, App, type AppProps, Chart, Names, YamlOutputType } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { declareEnvironment, findingsOfApp } from '../validation/report/app-findings';
import { type FindingRecord, recordOfLine } from '../validation/report/finding-record';
import { refuse, reported } from '../validation/report/reported';
import { writeReadAlike } from '../yaml/cdk8s-writer';
import { unwritable } from '../yaml/unwritable-document';
import { yamlFile } from '../yaml/yaml-writer';
import { type WritingOrder, writingOrder } from './dependency-order';
import { withFastJson } from './fast-json';
import { environmentProblem, extensionProblem, fileNameProblem } from './file-names';
import { claimFolder, newNumber } from './folder-claims';
import { folderProblem, type ManifestFile, namesIn, writeManifests } from './manifest-folder';

/**
 * Properties of a `GitOpsApp`.
 */
export interface GitOpsAppProps extends AppProps {
  /**
   * Name of the environment: the folder for its manifests inside the output folder.
   *
   * @default - the manifests go to the output folder itself
   */
  readonly environment?: string;
}

/**
 * A cdk8s `App` whose output folder can live in git: it writes the same files as `App`, in time linear in the number of
 * objects, and nothing but what has changed.
 *
 * - Everything is validated before anything is written. Two objects of one group, kind, namespace and name are an
 *   error, and so are two charts that would write the same file.
 * - Two apps that write one folder in one run are an error: each would remove or overwrite the files of the other. The
 *   same app may be synthesized again.
 * - A file whose contents stay is not written again, and the manifest of a chart that is gone is removed. The file
 *   `.manifests` lists what was written; no other file is touched.
 * - The files are those of `App` byte for byte, but for texts and numbers that kubectl, Argo CD or a reader of YAML 1.1
 *   would take for something else, such as `-_6` or `0o17`: those are quoted or escaped. Half of a character is an error.
 * - Other output types than one file per chart, charts that override `toJson`, and dependencies in a circle are left to
 *   `App.synth`, but for the texts.
 */
export class GitOpsApp extends App {
  private readonly environment: string | undefined;
  private readonly number = newNumber();

  /**
   * @throws if `environment` is no name for a folder
   */
  public constructor(props: GitOpsAppProps = {}) {
    super({ ...props, outdir: folderOf(props) });
    this.environment = props.environment;
    if (props.environment !== undefined) declareEnvironment(this, props.environment);
    writeReadAlike(this);
  }

  /**
   * Writes the manifests of all charts.
   *
   * @throws with all mistakes at once; nothing is written then
   */
  public override synth(): void {
    const all = this.node.findAll();
    const duplicates = [...duplicateObjects(all), ...duplicateResourceFiles(all, this.yamlOutputType)];
    reported(this, [...findingsOfApp(this), ...this.records(duplicates)], this.outcome());
    const order = this.isOrdinary(all) ? writingOrder(this, all) : undefined;
    const files = order === undefined ? [] : fileNames(order, this.outputFileExtension);
    const unwritable = [extensionProblem(this.outputFileExtension), folderProblem(this.outdir)];
    const problems = [...fileProblems(files), ...unwritable.filter((problem) => problem !== undefined)];
    refuse(this.records(problems), this.outcome());
    const claimed = this.folders(all).map((folder) => {
      const names = files.map(([name]) => name);
      return { folder, ...claimFolder(folder, { number: this.number, title: this.title(all) }, names) };
    });
    try {
      const written = order === undefined ? undefined : withFastJson(this, () => this.write(order));
      if (written === undefined) super.synth();
      for (const { folder, written: note } of claimed) note(written ?? namesIn(folder));
    } catch (error) {
      for (const { given } of claimed) given();
      throw error;
    }
  }

  /** Other apps of the program may have been written. */
  private outcome(): string {
    return `nothing is written to ${this.outdir}`;
  }

  private records(lines: readonly string[]): FindingRecord[] {
    return lines.map((line) => recordOfLine(line, this.environment));
  }

  private write(order: WritingOrder): readonly string[] {
    return writeManifests(this.outdir, this.files(order));
  }

  /** All folders that it writes. */
  private folders(all: readonly IConstruct[]): string[] {
    if (this.yamlOutputType !== YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE) return [this.outdir];
    const charts = all.filter((construct) => construct instanceof Chart);
    return [this.outdir, ...charts.map((chart) => `${this.outdir}/${Names.toDnsLabel(chart)}`)];
  }

  /** What a user knows it by. */
  private title(all: readonly IConstruct[]): string {
    const ids = all.flatMap((construct) => (construct instanceof Chart ? [`"${construct.node.path}"`] : []));
    const charts = ids.length > MOST_CHARTS ? [...ids.slice(0, MOST_CHARTS), '…'] : ids;
    const of = this.environment === undefined ? 'without an environment' : `of the environment "${this.environment}"`;
    return `the app ${of} with ${charts.length === 0 ? 'no chart' : `the chart${ids.length > 1 ? 's' : ''} ${charts.join(', ')}`}`;
  }

  private *files(order: WritingOrder): Generator<ManifestFile> {
    const problems: string[] = [];
    for (const [name, chart] of fileNames(order, this.outputFileExtension)) {
      // One object after the other, so that no more than one of them is held as JSON.
      const text = yamlFile(
        order.objectsOf(chart),
        (object) => object.toJson(),
        (object, error) => problems.push(...unwritable(error, object.node.path)),
      );
      yield { name, text, isManifest: true };
    }
    // Nothing is in its place before the last file was asked for.
    refuse(this.records(problems), this.outcome());
    const { recordConstructMetadata } = this as unknown as { recordConstructMetadata?: boolean };
    if (recordConstructMetadata) {
      yield { name: 'construct-metadata.json', text: constructMetadata(order), isManifest: false };
    }
  }

  private isOrdinary(all: readonly IConstruct[]): boolean {
    return (
      this.yamlOutputType === YamlOutputType.FILE_PER_CHART &&
      all.every((construct) => !(construct instanceof Chart) || construct.toJson === Chart.prototype.toJson)
    );
  }
}

const MOST_CHARTS = 5;

function folderOf({ outdir, environment }: GitOpsAppProps): string {
  // A variable that is empty is not set: CI systems write it so.
  const folder =
    [outdir, process.env.CDK8S_OUTDIR].find((one) => one !== undefined && String(one).trim() !== '') ?? 'dist';
  if (environment === undefined) return folder;
  const problem = environmentProblem(environment);
  if (problem !== undefined) throw new Error(problem);
  return `${folder}/${environment}`;
}

function fileNames({ charts, numbered }: WritingOrder, extension: string): [string, Chart][] {
  return charts.map((chart, index) => {
    const name = Names.toDnsLabel(chart);
    return [`${numbered ? `${String(index).padStart(4, '0')}-` : ''}${name}${extension}`, chart];
  });
}

/** From which constructs the objects come, as cdk8s-cli wants to know it when it validates. */
function constructMetadata({ charts, objectsOf }: WritingOrder): string {
  const objects = charts.flatMap((chart) => objectsOf(chart));
  const resources = Object.fromEntries(objects.map((object) => [object.name, { path: object.node.path }]));
  return JSON.stringify({ version: '1.0.0', resources });
}

function duplicateObjects(all: readonly IConstruct[]): string[] {
  const first = new Map<string, IConstruct>();
  return all.flatMap((construct) => {
    if (!(construct instanceof ApiObject)) return [];
    const { apiGroup, kind, name, metadata } = construct;
    const identity = `${kind} "${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${name}"`;
    const other = first.get(`${apiGroup} ${identity}`);
    first.set(`${apiGroup} ${identity}`, other ?? construct);
    if (other === undefined) return [];
    return [
      `[${construct.node.path}] the ${identity} is also declared by [${other.node.path}]: give one of both another name`,
    ];
  });
}

/** With a file for each object, that of one namespace would overwrite that of another. */
function duplicateResourceFiles(all: readonly IConstruct[], type: YamlOutputType): string[] {
  if (type !== YamlOutputType.FILE_PER_RESOURCE && type !== YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE)
    return [];
  const first = new Map<string, IConstruct>();
  return all.flatMap((construct) => {
    if (!(construct instanceof ApiObject)) return [];
    const file = `${construct.kind}.${construct.name}`;
    const key = type === YamlOutputType.FILE_PER_RESOURCE ? file : `${construct.chart.node.path} ${file}`;
    const other = first.get(key);
    first.set(key, other ?? construct);
    if (other === undefined) return [];
    return [`[${construct.node.path}] the file "${file}" is also that of [${other.node.path}]: use one file per chart`];
  });
}

function fileProblems(files: readonly [string, Chart][]): string[] {
  const first = new Map<string, Chart>();
  return files.flatMap(([name, chart]) => {
    const other = first.get(name);
    first.set(name, other ?? chart);
    const problem = fileNameProblem(name);
    if (problem !== undefined) {
      return [`[${chart.node.path}] the chart would write the file ${JSON.stringify(name)}: ${problem}`];
    }
    if (other === undefined) return [];
    return [
      `[${chart.node.path}] the chart would write the file of [${other.node.path}], "${name}": give one another id`,
    ];
  });
}
