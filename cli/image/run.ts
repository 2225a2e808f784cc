import { referenceText } from '../../lib/images/image-reference';
import { quotedText } from '../../lib/text/key-name';
import { withReferences } from '../image-files/edited-text';
import { changeLines, changesForJson, type ImageChange, isChange } from '../image-files/image-change';
import { environmentsWithImages, type ImageFile, imageFilesOf } from '../image-files/image-files';
import { type EditOptions, writeSynthesized } from '../image-files/synthesized-edit';
import { jsonText } from '../languages/json';
import { colours } from '../terminal/colours';
import { asTerminalText, lines, say } from '../terminal/terminal-text';
import { print, printDocument, printSummary, tell } from '../terminal/writer';
import { assignedImages } from './assignment';
import { assignmentRemarks } from './assignment-remarks';
import { areEqual, imageTable } from './image-table';

export interface ImageOptions extends EditOptions {
  readonly environment?: string;
}

export async function runImage(given: readonly string[], options: ImageOptions): Promise<void> {
  const { environment } = options;
  if (given.length === 0) {
    showImages(imageFilesOf(environment === undefined ? environmentsWithImages() : [environment]), options);
    return;
  }
  if (environment === undefined) {
    const known = environmentsWithImages().map(quotedText).join(', ');
    throw new Error(`--environment is missing: say whose images are set, of ${known}`);
  }
  const [file] = imageFilesOf([environment]);
  await setImages(file, assignedImages(given, file), options);
}

function showImages(files: readonly ImageFile[], { json }: ImageOptions): void {
  if (json) printDocument(jsonText(imagesForJson(files)));
  else
    (areEqual(files) ? printSummary : print)(
      asTerminalText(imageTable(files, process.stdout.columns || Number.POSITIVE_INFINITY)),
    );
}

function imagesForJson(files: readonly ImageFile[]): object {
  return {
    environments: files.map(({ environment, file, images }) => ({
      environment,
      file,
      images: images.map(({ name, reference, place }) => ({
        name,
        image: referenceText(reference),
        ...reference,
        line: place.line,
      })),
    })),
  };
}

async function setImages(file: ImageFile, changes: readonly ImageChange[], options: ImageOptions): Promise<void> {
  const text = withReferences(file, new Map(changes.map(({ name, to }) => [name, to])));
  if (!options.json)
    printSummary(asTerminalText(`${colours.bold(say`${file.file}`.text)}\n${changeLines(changes).join('\n')}\n`));
  tell(lines(changes.flatMap(assignmentRemarks)));
  const { status, synth } = await writeSynthesized(file, text, options);
  if (options.json) {
    const { environment } = file;
    const isWritten = status === 0 && changes.some(isChange);
    const changed = changesForJson(changes.filter(isChange));
    printDocument(
      jsonText({ environment, file: file.file, isWritten, changes: changed, ...(synth !== undefined && { synth }) }),
    );
  }
  process.exitCode = status;
}
