import { App, Chart, Names, YamlOutputType } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { constructsOf, takeJson } from '../evaluation/one-rendering';
import { findingsOfApp } from '../evaluation/report/app-findings';
import { type FindingRecord, isError, recordOfLine } from '../evaluation/report/finding-record';
import { refuse } from '../evaluation/report/keep-and-refuse';
import { resourcesOfApp } from '../evaluation/resources-of-app';
import { type WritingOrder, writingOrder } from '../evaluation/writing-order';
import type { Resource } from '../model/resource';
import { unwritableProblems } from '../yaml/unwritable-document';
import { yamlFile } from '../yaml/yaml-writer';
import { appMistakes, fileMistakes } from './app-mistakes';
import { extensionProblem } from './file-names';
import { LIST, type ManifestFile, namesIn, outputProblem, stageManifests, stageWritten } from './manifest-folder';
import type { Staged } from './project-part';

/** One synthesis of an app: it is checked, rendered beside its place, and put there. */
export class AppSynthesis {
  private all: readonly IConstruct[] = [];
  private order: WritingOrder | undefined;
  private read: readonly Resource[] | undefined;

  /**
   * @param environment by which messages name it
   */
  public constructor(
    public readonly app: App,
    public readonly environment: string | undefined,
  ) {}

  /** All that there is to say of it. Must come first. */
  public findings(): FindingRecord[] {
    const { app } = this;
    const own = findingsOfApp(app, () => this.resources());
    // With those that validations and lazy values have added.
    const all = constructsOf(app);
    this.all = all;
    const mistakes = appMistakes(all, app.yamlOutputType);
    const hasMistakes = own.some(isError) || mistakes.length > 0;
    // Objects that depend on each other are looked at where all else is right only.
    this.order = hasMistakes || !this.isOrdinary() ? undefined : writingOrder(app, all);
    const files = [...fileMistakes(this.files()), extensionProblem(app.outputFileExtension)];
    return [...own, ...this.records([...mistakes, ...files])];
  }

  /** All its objects, for the rules between environments. */
  public resources(): readonly Resource[] {
    this.read ??= resourcesOfApp(this.app);
    return this.read;
  }

  /** Lets go of what the rules know of them: what is staged needs the room. */
  public forgetResources(): void {
    this.read = undefined;
  }

  public folderFindings(): FindingRecord[] {
    return this.records([outputProblem(this.app.outdir)]);
  }

  public folders(): string[] {
    const { outdir, yamlOutputType } = this.app;
    if (yamlOutputType !== YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE) return [outdir];
    const charts = this.all.filter((construct) => construct instanceof Chart);
    return [outdir, ...charts.map((chart) => `${outdir}/${Names.toDnsLabel(chart)}`)];
  }

  /** The names of the files that it writes, as far as that is known in advance. */
  public names(): string[] {
    return this.files().map(([name]) => name);
  }

  /** The names of what is its own in a folder that it has written. */
  public namesWritten(folder: string): readonly string[] {
    return this.order === undefined ? namesIn(folder) : [LIST, ...this.names()];
  }

  /**
   * Renders everything beside its place.
   *
   * @throws if that fails; nothing is left then
   */
  public stage(): Staged {
    const { app, order } = this;
    if (order === undefined) return stageWritten(app.outdir, (half) => writeWithCdk8s(app, half));
    return stageManifests(app.outdir, this.manifests(order));
  }

  private files(): [string, Chart][] {
    const { charts = [], numbered } = this.order ?? {};
    return charts.map((chart, index) => {
      const name = Names.toDnsLabel(chart);
      return [`${numbered ? `${String(index).padStart(4, '0')}-` : ''}${name}${this.app.outputFileExtension}`, chart];
    });
  }

  private *manifests(order: WritingOrder): Generator<ManifestFile> {
    const problems: string[] = [];
    for (const [name, chart] of this.files()) {
      // One object after the other, so that no more than one of them is held as JSON.
      const text = yamlFile(order.objectsOf(chart), takeJson, (object, error) =>
        problems.push(...unwritableProblems(error, object.node.path)),
      );
      yield { name, text, isManifest: true };
    }
    // Nothing is in its place before the last file was asked for.
    refuse(this.records(problems));
    const { recordConstructMetadata } = this.app as unknown as { recordConstructMetadata?: boolean };
    if (recordConstructMetadata) {
      yield { name: 'construct-metadata.json', text: constructMetadata(order), isManifest: false };
    }
  }

  private isOrdinary(): boolean {
    return (
      this.app.yamlOutputType === YamlOutputType.FILE_PER_CHART &&
      this.all.every((construct) => !(construct instanceof Chart) || construct.toJson === Chart.prototype.toJson)
    );
  }

  private records(lines: readonly (string | undefined)[]): FindingRecord[] {
    return lines.flatMap((line) => (line === undefined ? [] : [recordOfLine(line, this.environment)]));
  }
}

/** cdk8s writes into the folder of the app, and knows no other: the app as it would be with that one. */
function writeWithCdk8s(app: App, outdir: string): void {
  App.prototype.synth.call(Object.create(app, { outdir: { value: outdir } }));
}

/** From which constructs the objects come, as cdk8s-cli wants to know it when it validates. */
function constructMetadata({ charts, objectsOf }: WritingOrder): string {
  const objects = charts.flatMap((chart) => objectsOf(chart));
  const resources = Object.fromEntries(objects.map((object) => [object.name, { path: object.node.path }]));
  return JSON.stringify({ version: '1.0.0', resources });
}
