import { posixQuoted } from '../shell/quoted';
import { type CompletedCommand, type CompletedProgram, type CompletedWord, IMAGE_KEY, type Values } from './completed';
import { argumentCases, valueCases } from './value-cases';

/** A script for zsh, to be evaluated or put into a folder of `fpath`. */
export function zshScript({ name, commands }: CompletedProgram): string {
  const call = `_${name.replaceAll(/\W/g, '_')}`;
  return `#compdef ${name}
# Completion of ${name} for zsh: eval "$(${name} completion zsh)"
${call}_environments() {
  local -aU names=(images/*.(yaml|yml)(N:t:r))
  (( $#names )) || names=(dist/*(N/:t))
  compadd -a names
}

# What is written behind each of them is given.
${call}_images() {
  local -aU names
  local -a match mbegin mend
  local file line MATCH MBEGIN MEND
  for file in images/*.(yaml|yml)(N-.r); do
    for line in \${(f)"$(<$file)"}; do
      [[ $line =~ '${IMAGE_KEY}' ]] && names+=("\${match[1]}$1")
    done
  done
  if [[ $1 == = ]]; then compadd -S '' -a names; else compadd -a names; fi
}

${call}() {
  local command= option=\${words[CURRENT-1]} word
  local -i position=0 index
  local -a options words_of valued
  for ((index = 2; index < CURRENT; index++)); do
    [[ \${words[index]} == -* ]] || { command=\${words[index]}; break }
  done
  case $command in
${commands.map(optionsCase).join('\n')}
  esac
  for ((index++; index < CURRENT; index++)); do
    word=\${words[index]}
    if [[ $word == -- ]]; then
      words=("\${(@)words[index+1,-1]}")
      (( CURRENT -= index ))
      _normal
      return
    fi
    if (( \${valued[(Ie)$word]} )); then ((index++))
    elif [[ $word != -* ]]; then ((position++)); fi
  done
  if [[ \${words[CURRENT]} == --*=* ]]; then
    option=\${words[CURRENT]%%=*}
    compset -P '--*='
  fi
  case "$command $option" in
${commands.flatMap((command) => valueCases(command, (values) => offerOf(values, call))).join('\n')}
  esac
  if [[ \${words[CURRENT]} == -* ]]; then
    _describe -t options option options
    return
  fi
  case "$command $position" in
${commands.flatMap((command) => argumentCases(command, (values) => offerOf(values, call))).join('\n')}
  esac
}

${call}_npx() {
  if [[ \${words[2]} == ${posixQuoted(name)} ]] && ((CURRENT > 2)); then
    shift words
    ((CURRENT--))
    ${call}
  else
    _default
  fi
}

if [[ \${funcstack[1]} == ${call} ]]; then
  ${call} "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
  compdef ${call} ${posixQuoted(name)}
  (( $+_comps[npx] )) || compdef ${call}_npx npx
fi
`;
}

function optionsCase({ word, options }: CompletedCommand): string {
  const described = options.flatMap(({ names, description }) => names.map((name) => describedWord(name, description)));
  const valued = options.filter(({ values }) => values !== undefined).flatMap(({ names }) => names);
  return `  ${posixQuoted(word)})
    options=(${described.join(' ')})
    valued=(${valued.map(posixQuoted).join(' ')}) ;;`;
}

function offerOf(values: Values, call: string): string {
  if (values === 'files') return '_files';
  if (values === 'folders') return '_files -/';
  if (values === 'environments') return `${call}_environments`;
  if (values === 'images') return `${call}_images`;
  if (values === 'assignments') return `${call}_images =`;
  if (values === 'unknown') return ':';
  return `words_of=(${values.map(wordOf).join(' ')}); _describe -t values value words_of`;
}

function wordOf({ word, description }: CompletedWord): string {
  return describedWord(word, description);
}

/** A word of `_describe`, which takes what stands behind a colon for the description. */
function describedWord(word: string, description: string): string {
  const escaped = word.replaceAll(/[\\:]/g, '\\$&');
  return posixQuoted(description === '' ? escaped : `${escaped}:${description}`);
}
