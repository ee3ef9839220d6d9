// SPDX-License-Identifier: GPL-3.0-or-later
// What a shell loads. Each script hands the words over and takes the candidates back: which ones there are is decided
// in one place.
#include "app/cli/completion.h"

#include <cstdio>

namespace keystead::cli {

namespace {

constexpr const char* bashScript = R"script(# bash completion for keystead-cli: made by `keystead-cli complete bash`.
_keystead_cli() {
  local program=${COMP_WORDS[0]/#\~\//$HOME/} line
  local -a lines
  COMPREPLY=()
  mapfile -t lines < <(command "$program" __complete bash "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null </dev/null)
  ((${#lines[@]})) || return 0
  case ${lines[0]} in
    *files*) compopt -o default ;;
    *folders*) compopt -o dirnames ;;
    *programs*) mapfile -t COMPREPLY < <(compgen -c -- "${COMP_WORDS[COMP_CWORD]}"); return 0 ;;
  esac
  [[ ${lines[0]} == *goes-on* ]] && compopt -o nospace
  COMPREPLY=("${lines[@]:1}")
}
complete -F _keystead_cli keystead-cli
)script";

constexpr const char* zshScript = R"script(#compdef keystead-cli
# zsh completion for keystead-cli: made by `keystead-cli complete zsh`.
_keystead_cli() {
  local program=${(Q)words[1]} line
  local -a lines texts shown options
  program=${~program}
  lines=("${(@f)$(command $program __complete zsh "${(@Q)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null </dev/null)}")
  [[ ${lines[1]} == :* ]] || return 1
  for line in "${(@)lines[2,-1]}"; do
    texts+=("${line%%$'\t'*}")
    [[ -n ${line#*$'\t'} ]] && shown+=("${line%%$'\t'*}  -- ${line#*$'\t'}") || shown+=("${line%%$'\t'*}")
  done
  [[ ${lines[1]} == *goes-on* ]] && options=(-S '')
  (( $#texts )) && compadd $options -l -d shown -a texts && return 0
  case ${lines[1]} in
    *files*) _files ;;
    *folders*) _files -/ ;;
    *programs*) _command_names -e ;;
    *) return 1 ;;
  esac
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _keystead_cli "$@"
else
  compdef _keystead_cli keystead-cli
fi
)script";

constexpr const char* fishScript = R"script(# fish completion for keystead-cli: made by `keystead-cli complete fish`.
function __keystead_cli_complete
    set -l words (commandline -opc)
    set -l program $words[1]
    set -e words[1]
    set -l typed (commandline -ct)
    set -l lines (command $program __complete fish $words "$typed" 2>/dev/null </dev/null)
    set -q lines[1]; or return
    for line in $lines[2..-1]
        printf '%s\n' $line
    end
    if string match -q '*files*' -- $lines[1]
        __fish_complete_path "$typed"
    else if string match -q '*folders*' -- $lines[1]
        __fish_complete_directories "$typed"
    else if string match -q '*programs*' -- $lines[1]
        __fish_complete_command
    end
end
complete -c keystead-cli -f -a '(__keystead_cli_complete)'
)script";

} // namespace

int printCompletionScript(Context& context, const std::vector<std::string>& arguments)
{
    const std::string shell = arguments.size() == 1 ? arguments[0] : std::string{};
    const char* const script = shell == "bash"   ? bashScript
                               : shell == "zsh"  ? zshScript
                               : shell == "fish" ? fishScript
                                                 : nullptr;
    if (!script)
        return context.fail("complete",
                            base::fail(base::ErrorCode::InvalidArgument, "name a shell: bash, zsh or fish"));
    std::fputs(script, stdout);
    return 0;
}

} // namespace keystead::cli
