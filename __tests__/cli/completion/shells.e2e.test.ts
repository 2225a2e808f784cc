import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { bashScript } from '../../../cli/completion/bash';
import { completedProgram } from '../../../cli/completion/completed';
import { fishScript } from '../../../cli/completion/fish';
import { zshScript } from '../../../cli/completion/zsh';
import { commandLine } from '../command-line';
import { SHELL_NAMES, typeInto } from './shell-session';

const NAME = 'cdk8s-infisical';

describe.each(SHELL_NAMES)('%s', (shell) => {
  test('completes what is typed: commands, options, choices, rules, environments, files, behind npx too', async () => {
    const { stdout: script, stderr } = await commandLine(['completion', shell]);
    expect(stderr).toBe('');
    const typed: [string, string[]][] = [
      [`${NAME} synt\t--che\t`, ['synth', '--check']],
      [`${NAME} check --format sa\t`, ['check', '--format', 'sarif']],
      [`${NAME} check --format=ju\t`, ['check', '--format=junit']],
      [`${NAME} lint --fail-on warning --fail-on=ne\t`, ['lint', '--fail-on', 'warning', '--fail-on=never']],
      [`${NAME} completion zs\t`, ['completion', 'zsh']],
      [`${NAME} help migr\t`, ['help', 'migrate-compose']],
      [`${NAME} explain K1 W13\t`, ['explain', 'K1', 'W13']],
      [`${NAME} lint --rule W13\t`, ['lint', '--rule', 'W13']],
      [`${NAME} report --environment sta\t`, ['report', '--environment', 'staging']],
      [`${NAME} lint man\t`, ['lint', 'manifests']],
      [`${NAME} run orders --sta\t -- --check man\t`, ['run', 'orders', '--stack', '--', '--check', 'manifests']],
      [`${NAME} import --folder imp\t`, ['import', '--folder', 'imports']],
      [`npx ${NAME} expl\tC2`, ['cdk8s-infisical', 'explain', 'C2']],
      [`npx ${NAME} check --format gitl\t`, ['cdk8s-infisical', 'check', '--format', 'gitlab']],
    ];
    const folders = ['dist/prod', 'dist/staging', 'manifests', 'imports'];
    const { runs } = await typeInto(shell, { script, program: NAME, folders, lines: typed.map(([line]) => line) });
    // zsh takes the slash of a folder away again.
    const words = runs.map((run) => run.map((word) => word.replace(/\/$/, '')));
    expect(words).toEqual(typed.map(([, expected]) => expected));
  });

  test('completes environments and images by the files of images, each once', async () => {
    const { stdout: script } = await commandLine(['completion', shell]);
    const typed: [string, string[]][] = [
      [`${NAME} promote st\tpr\tor\tweb/\t`, ['promote', 'staging', 'prod', 'orders', 'web/shop']],
      [`${NAME} promote --check st\tpr\tor\t`, ['promote', '--check', 'staging', 'prod', 'orders']],
      [`${NAME} promote or\t`, ['promote', 'or']],
      [`${NAME} image or\t1.4 --environment pr\t`, ['image', 'orders=1.4', '--environment', 'prod']],
      [`${NAME} image orders=1.\t4 web/\t2`, ['image', 'orders=1.4', 'web/shop=2']],
    ];
    const images =
      '# yaml-language-server: x\norders: { image: example.com/orders:1 }\nweb/shop:\n  image: example.com/web:2\n';
    const { runs } = await typeInto(shell, {
      script,
      program: NAME,
      folders: ['dist/prod', 'dist/staging', 'dist/argocd', 'images'],
      files: { 'images/prod.yaml': images, 'images/staging.yaml': images },
      lines: typed.map(([line]) => line),
    });
    expect(runs).toEqual(typed.map(([, expected]) => expected));
  });

  test('names are data, whatever stands in them', async () => {
    const script = { bash: bashScript, zsh: zshScript, fish: fishScript }[shell](
      completedProgram(hostileProgram(), []),
    );
    const typed: [string, string[]][] = [
      ['tool run --mode it\t', ['run', '--mode', CHOICES[0]]],
      ['tool run --mode ba\t', ['run', '--mode', CHOICES[1]]],
      ['tool run --environment on\t', ['run', '--environment', ENVIRONMENTS[0]]],
      ['tool run --environment tw\t', ['run', '--environment', ENVIRONMENTS[1]]],
    ];
    const folders = ENVIRONMENTS.map((name) => `dist/${name}`);
    const { runs, folder } = await typeInto(shell, {
      script,
      program: 'tool',
      folders,
      lines: typed.map(([line]) => line),
    });
    expect(runs).toEqual(typed.map(([, words]) => words));
    expect(readdirSync(folder)).toEqual(['dist']);
    expect(existsSync(join(folder, 'dist/pwned'))).toBe(false);
  });
});

const CHOICES = ["it's $(touch pwned) \\ %s", 'ba`touch pwned`:"x" [y]'];
const ENVIRONMENTS = ["one'$(touch pwned)' & ; x", 'two `touch pwned` "*?[a] ~ #$HOME'];

/** What no program of ours is called: the scripts would hold it all the same. */
function hostileProgram(): Command {
  const mode = new Option('--mode <mode>', "it's $(touch pwned) `touch pwned` [x]: \\y\n").choices(CHOICES);
  const run = new Command('run')
    .description("o'ne: $(touch pwned)")
    .addOption(mode)
    .option('--environment <name>', 'x');
  return new Command('tool').addCommand(run).addCommand(new Command('rest').description('%s \\n `touch pwned`'));
}
