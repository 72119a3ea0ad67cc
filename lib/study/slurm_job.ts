/**
 * A Slurm job that works on a study in parts.
 *
 * @module
 */

/** What a job is made of. */
export interface SlurmJob {
  /** Parts, each a task of the array. */
  readonly tasks: number;
  /** Command of one part, word by word, without its `--shard`. */
  readonly command: readonly string[];
  /** Directory to run it in. */
  readonly directory: string;
  /** Folder of the study, for the tasks' logs; relative to the directory. */
  readonly out: string;
}

/**
 * Writes an array job: every task works on one part and is started again, by the
 * scheduler or by itself, until the part is finished.
 *
 * A task whose node fails is requeued by Slurm (`--requeue`). One that runs out
 * of time is told so a minute before, saves what it has, ends with exit code 75,
 * and asks to be requeued.
 *
 * @param job What to run.
 * @returns The text of the job file, for `sbatch`.
 */
export function slurmJob({ tasks, command, directory, out }: SlurmJob): string {
  const words = command.map(quoted).join(" ");
  return `#!/bin/sh
#SBATCH --job-name=mixtures
#SBATCH --array=1-${tasks}
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --signal=B:TERM@60
#SBATCH --chdir=${directory}
#SBATCH --output=${out}/slurm-%A_%a.log

# Slurm tells this shell alone that time is running out: it tells the program.
told= program=
trap 'told=1; [ -z "$program" ] || kill -TERM "$program"' TERM
${words} --shard "$SLURM_ARRAY_TASK_ID/${tasks}" &
program=$!
[ -z "$told" ] || kill -TERM "$program"
wait "$program"
code=$?
# A signal ends the first wait before the program has ended.
while kill -0 "$program" 2>/dev/null; do
  wait "$program"
  code=$?
done
if [ "$code" -eq 75 ]; then
  exec scontrol requeue "\${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"
fi
exit "$code"
`;
}

/** A word as the shell reads it back. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word)
    ? word
    : `'${word.replaceAll("'", `'\\''`)}'`;
}
