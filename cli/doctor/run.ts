import { CONFIGURATION_FILE, type Configuration } from '../../lib/configuration/configuration';
import { colours } from '../terminal/colours';
import { ExitCode } from '../terminal/exit-code';
import { showProgress } from '../terminal/progress';
import { isQuiet } from '../terminal/quiet';
import { asTerminalText } from '../terminal/terminal-text';
import { print, printDocument } from '../terminal/writer';
import { type FoundOutput, foundConfiguration, foundOutput, foundSettings } from './asking/folder';
import { askLaptop, hasLaptop } from './asking/laptop';
import { packagesIn } from './asking/packages';
import { infisicalLines } from './checks/infisical';
import { laptopLines } from './checks/laptop';
import { outputLines } from './checks/output';
import { packageLines } from './checks/packages';
import { configurationLines, settingsLines } from './checks/settings';
import { doctorJson } from './formats/json';
import { doctorText } from './formats/text';
import { countOf, type Line, linesOf } from './line';
import type { DoctorOptions } from './options';

export async function runDoctor(options: DoctorOptions): Promise<void> {
  const lines = await linesNow(options);
  const style = { colours, columns: process.stdout.columns || USUAL_COLUMNS, isQuiet: isQuiet() };
  if (options.json) printDocument(doctorJson(lines));
  else print(asTerminalText(doctorText(lines, style)));
  if (options.failOn.some((state) => countOf(lines, state) > 0)) process.exitCode = ExitCode.FINDINGS;
}

const USUAL_COLUMNS = 80;
/** Where a project writes that says nothing else. */
const USUAL_OUTPUT = 'dist';

async function linesNow(options: DoctorOptions): Promise<Line[]> {
  const settings = await foundSettings();
  const { found, configuration } = foundConfiguration();
  const [app, output] = 'app' in settings ? [settings.app, settings.output] : [undefined, USUAL_OUTPUT];
  const written = foundOutput(output, configuration);
  const hasOutput = 'app' in settings || written.read !== undefined;
  const isReadable = typeof found === 'string';
  const asked = await answersTo({
    ...(hasLaptop() && {
      'the programs of the laptop': async () => laptopLines(await askLaptop(options.offline === true)),
    }),
    ...(!options.offline && {
      Infisical: () => askedOfInfisical(written, isReadable ? configuration : undefined, options),
    }),
    ...(!options.offline &&
      options.cluster &&
      hasOutput && { 'the cluster': () => askedOfCluster(written, configuration, options) }),
  });
  return [
    ...packageLinesHere(app),
    ...settingsLines(settings),
    ...(hasOutput || found !== 'absent' ? configurationLines(found) : []),
    ...(hasOutput ? outputLines(output, written.read, written.committed) : []),
    ...asked,
  ];
}

type Questions = Readonly<Record<string, () => Promise<Line[]>>>;

/** All at once; who waits is told for whom. */
async function answersTo(questions: Questions): Promise<Line[]> {
  const progress = showProgress();
  const left = new Set(Object.keys(questions));
  const tellLeft = () => progress.step(`waiting for ${[...left].join(', ')}`);
  tellLeft();
  try {
    const answers = Object.entries(questions).map(async ([name, ask]) => {
      const lines = await ask();
      left.delete(name);
      tellLeft();
      return lines;
    });
    return (await Promise.all(answers)).flat();
  } finally {
    progress.end();
  }
}

function packageLinesHere(app: string | undefined): Line[] {
  try {
    return packageLines(packagesIn('.', app));
  } catch (error) {
    return [linesOf('packages').wrong('package.json', (error as Error).message)];
  }
}

/** Undefined where the configuration has mistakes: it says who may get credentials. */
async function askedOfInfisical(
  { manifests }: FoundOutput,
  configuration: Configuration | undefined,
  options: DoctorOptions,
): Promise<Line[]> {
  const { notKnown, wrong } = linesOf('infisical');
  if (configuration === undefined) {
    return [notKnown('Infisical', `not asked: ${CONFIGURATION_FILE} has mistakes, and says who may get credentials`)];
  }
  const { askInfisical } = await import('./asking/infisical.js');
  try {
    return infisicalLines(await askInfisical(manifests, configuration, options));
  } catch (error) {
    // A certificate that it names, and that is not there.
    const { message } = error as Error;
    if (message.startsWith(`${CONFIGURATION_FILE}: `))
      return [wrong(CONFIGURATION_FILE, message.slice(CONFIGURATION_FILE.length + 2))];
    throw error;
  }
}

async function askedOfCluster({ manifests }: FoundOutput, configuration: Configuration, options: DoctorOptions) {
  const { clusterLines } = await import('./asking/cluster.js');
  return clusterLines(manifests, configuration, options);
}
