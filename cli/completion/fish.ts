import { fishQuoted } from '../shell/quoted';
import {
  type CompletedCommand,
  type CompletedOption,
  type CompletedProgram,
  type CompletedWord,
  IMAGE_KEY,
  type Values,
} from './completed';

/** A script for fish, to be sourced or put into its folder of completions. */
export function fishScript({ name, commands }: CompletedProgram): string {
  const call = `__${name.replaceAll(/\W/g, '_')}`;
  return `# Completion of ${name} for fish: ${name} completion fish | source
function ${call}_environments
    set --local files images/*.yaml images/*.yml
    set --local folders dist/*/
    if set --query files[1]
        string replace --regex '^images/(.*)\\.ya?ml$' '$1' -- $files
    else
        string replace --regex '^dist/(.*)/$' '$1' -- $folders
    end
end

# What is written behind each of them is given.
function ${call}_images
    for path in images/*.yaml images/*.yml
        string replace --filter --regex '${IMAGE_KEY}.*' '$1'$argv[1] <$path
    end
end

# Whether a command stands before the cursor, behind which so many arguments stand (2), or at least so many (2+), if that is
# asked; what else is given are its options that take a value.
function ${call}_at
    set --local words (commandline --tokenize --current-process --cut-at-cursor)[2..]
    set --local command ''
    set --local position 0
    set --local isValue 0
    contains -- -- $words; and return 1
    for word in $words
        if test $isValue = 1
            set isValue 0
        else if contains -- $word $argv[3..]
            set isValue 1
        else if not string match --quiet -- '-*' $word
            if test -z "$command"
                set command $word
            else
                set position (math $position + 1)
            end
        end
    end
    test "$command" = "$argv[1]"; or return
    contains -- "$argv[2]" any $position; and return
    set --local least (string match --regex --groups-only '^(\\d+)\\+$' -- $argv[2]); and test $position -ge $least
end

# Whether the cursor is within another command, which stands behind "--".
function ${call}_of_another
    contains -- -- (commandline --tokenize --current-process --cut-at-cursor)
end

function ${call}_npx
    set --local words (commandline --tokenize --current-process --cut-at-cursor)
    test "$words[2]" = ${fishQuoted(name)}
end

function ${call}_behind_npx
    complete --do-complete (commandline --current-process --cut-at-cursor | string replace --regex '^.*?npx\\s+' '' | string collect)
end

complete --command ${fishQuoted(name)} --no-files
complete --command ${fishQuoted(name)} --condition ${call}_of_another --force-files
complete --command npx --condition ${call}_npx --no-files --arguments '(${call}_behind_npx)'
${commands.flatMap((command) => linesOf(name, command, call)).join('\n')}
`;
}

function linesOf(name: string, { word, options, args }: CompletedCommand, call: string): string[] {
  const valued = options.filter(({ values }) => values !== undefined).flatMap(({ names }) => names);
  const line = (position: string, rest: readonly string[]) => {
    const condition = [`${call}_at`, ...[word, position, ...valued].map(fishQuoted)].join(' ');
    return ['complete', '--command', fishQuoted(name), '--condition', fishQuoted(condition), ...rest].join(' ');
  };
  return [
    ...options.map((option) => line('any', optionWords(option, call))),
    ...args.map(({ values, isVariadic }, index) => line(`${index}${isVariadic ? '+' : ''}`, valueWords(values, call))),
  ];
}

function optionWords({ names, description, values }: CompletedOption, call: string): string[] {
  const flags = names.flatMap((name) =>
    name.startsWith('--')
      ? ['--long-option', fishQuoted(name.slice(2))]
      : ['--short-option', fishQuoted(name.slice(1))],
  );
  const taken = values === undefined ? [] : [values === 'files' ? '--require-parameter' : '--exclusive'];
  return [...flags, '--description', fishQuoted(description), ...taken, ...valueWords(values ?? 'unknown', call)];
}

function valueWords(values: Values, call: string): string[] {
  if (values === 'files') return ['--force-files'];
  if (values === 'unknown') return [];
  // What stands there is evaluated when it is asked for.
  return ['--arguments', fishQuoted(argumentsOf(values, call))];
}

function argumentsOf(values: Exclude<Values, 'files' | 'unknown'>, call: string): string {
  if (values === 'folders') return '(__fish_complete_directories (commandline --current-token))';
  if (values === 'environments') return `(${call}_environments)`;
  if (values === 'images') return `(${call}_images '')`;
  if (values === 'assignments') return `(${call}_images =)`;
  return `(printf '%s\\n' ${values.map(toldWord).map(fishQuoted).join(' ')})`;
}

function toldWord({ word, description }: CompletedWord): string {
  return description === '' ? word : `${word}\t${description}`;
}
