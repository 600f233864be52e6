# Prints what bash offers for the last of the words, as after the tab key: bash complete.bash WORD...
source /usr/share/bash-completion/bash_completion
_completion_loader "$1" || [ $? = 124 ]

COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
COMP_LINE="$*"
COMP_POINT=${#COMP_LINE}
COMPREPLY=()
# The function that is registered for the command.
set -- $(complete -p "$1")
while [ "$1" != -F ]; do shift; done
"$2" "${COMP_WORDS[0]}" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
[ ${#COMPREPLY[@]} = 0 ] || printf '%s\n' "${COMPREPLY[@]}"
