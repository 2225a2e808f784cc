import { posixQuoted } from '../shell/quoted';
import { type CompletedCommand, type CompletedProgram, IMAGE_KEY, type Values } from './completed';
import { argumentCases, valueCases } from './value-cases';

/**
 * A script for bash, also for the one of macOS. The words of others (names of folders) are compared and quoted, never
 * evaluated, as `compgen -W` would.
 */
export function bashScript({ name, commands }: CompletedProgram): string {
  const call = `_${name.replaceAll(/\W/g, '_')}`;
  return `# Completion of ${name} for bash: eval "$(${name} completion bash)"
${call}_offer() {
  local word quoted
  for word; do
    printf -v quoted %q "$word"
    [[ $word == "$current"* || $quoted == "$current"* ]] && COMPREPLY+=("$quoted")
  done
  compopt +o default 2>/dev/null
}

${call}_environments() {
  local path word words=()
  for path in images/*.yaml images/*.yml; do
    word=\${path##*/}
    [[ -e $path ]] && words+=("\${word%.*}")
  done
  if ((\${#words[@]} == 0)); then
    for path in dist/*/; do
      word=\${path%/}
      [[ -e $path ]] && words+=("\${word##*/}")
    done
  fi
  ${call}_offer "\${words[@]}"
}

# What is written behind each of them is given.
${call}_images() {
  local path line words=() key='${IMAGE_KEY}'
  [[ \${COMP_WORDS[COMP_CWORD]} == = || \${COMP_WORDS[COMP_CWORD-1]} == = ]] && return
  for path in images/*.yaml images/*.yml; do
    [[ -f $path && -r $path ]] || continue
    while IFS= read -r line || [[ -n $line ]]; do
      [[ $line =~ $key && " \${words[*]} " != *" \${BASH_REMATCH[1]}$1 "* ]] && words+=("\${BASH_REMATCH[1]}$1")
    done <"$path"
  done
  ${call}_offer "\${words[@]}"
  if [[ $1 == = ]]; then compopt -o nospace 2>/dev/null; fi
}

# The number of the word behind the program is given.
${call}() {
  local first=\${1:-1} current=\${COMP_WORDS[COMP_CWORD]} option=\${COMP_WORDS[COMP_CWORD-1]}
  [[ $first == *[!0-9]* ]] && first=1
  if [[ $current == = ]]; then current=
  elif [[ $option == = ]]; then option=\${COMP_WORDS[COMP_CWORD-2]}; fi
  local command= position=0 options=() valued= index word
  for ((index = first; index < COMP_CWORD; index++)); do
    [[ \${COMP_WORDS[index]} == -* ]] || { command=\${COMP_WORDS[index]}; break; }
  done
  COMPREPLY=()
  case $command in
${commands.map(optionsCase).join('\n')}
  esac
  for ((index++; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    # Of another command.
    [[ $word == -- ]] && return
    if [[ $word == = || ( $valued == *" $word "* && \${COMP_WORDS[index+1]} != = ) ]]; then ((index++))
    elif [[ $word != -* ]]; then ((position++)); fi
  done
  case "$command $option" in
${commands.flatMap((command) => valueCases(command, (values) => offerOf(values, call))).join('\n')}
  esac
  if [[ $current == -* ]]; then
    ${call}_offer "\${options[@]}"
    return
  fi
  case "$command $position" in
${commands.flatMap((command) => argumentCases(command, (values) => offerOf(values, call))).join('\n')}
  *) compopt +o default 2>/dev/null ;;
  esac
}

${call}_npx() {
  if [[ \${COMP_WORDS[1]} == ${posixQuoted(name)} ]] && ((COMP_CWORD > 1)); then ${call} 2; fi
}

complete -o default -F ${call} ${posixQuoted(name)}
complete -p npx >/dev/null 2>&1 || complete -o default -F ${call}_npx npx
`;
}

function optionsCase({ word, options }: CompletedCommand): string {
  const names = options.flatMap((option) => option.names);
  const valued = options.filter(({ values }) => values !== undefined).flatMap((option) => option.names);
  return `  ${posixQuoted(word)}) options=(${names.map(posixQuoted).join(' ')}) valued=${posixQuoted(` ${valued.join(' ')} `)} ;;`;
}

/** Files are what bash offers where there is nothing else: it quotes them best. */
function offerOf(values: Values, call: string): string {
  if (values === 'files') return ':';
  if (values === 'folders') return 'compopt +o default -o dirnames 2>/dev/null';
  if (values === 'environments') return `${call}_environments`;
  if (values === 'images') return `${call}_images`;
  if (values === 'assignments') return `${call}_images =`;
  if (values === 'unknown') return 'compopt +o default 2>/dev/null';
  return `${call}_offer ${values.map(({ word }) => posixQuoted(word)).join(' ')}`;
}
