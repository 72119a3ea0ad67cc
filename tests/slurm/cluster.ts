/**
 * A Slurm of two nodes on this machine, for tests: root, and Debian's packages
 * slurm-wlm and munge.
 *
 * @module
 */

/** Nodes of the cluster. */
export const NODES = ["node1", "node2"] as const;

/** Seconds after which a silent node is taken for dead. */
const TIMEOUT = 6;

/** A running cluster. */
export interface Cluster {
  /** Runs one of Slurm's commands and returns what it prints. */
  slurm(command: string, ...args: string[]): Promise<string>;
  /** Ends a node as a power cut would: its daemon and all that it runs. */
  kill(node: typeof NODES[number]): Promise<void>;
  /** Starts a node, again. */
  start(node: typeof NODES[number]): Promise<void>;
  /** Ends all daemons. */
  stop(): Promise<void>;
}

/**
 * Starts a cluster whose files all lie in one folder.
 *
 * @param folder Folder for configuration, state and logs.
 */
export async function startCluster(folder: string): Promise<Cluster> {
  const conf = `${folder}/slurm.conf`;
  await Deno.writeTextFile(conf, configuration(folder, Deno.hostname()));
  for (const name of ["state", ...NODES]) await Deno.mkdir(`${folder}/${name}`);
  const env = { SLURM_CONF: conf };
  const run = async (command: string, ...args: string[]) => {
    const { success, stdout, stderr } = await new Deno.Command(command, {
      args,
      env,
    }).output();
    const text = new TextDecoder();
    if (success) return text.decode(stdout);
    throw new Error(`${command} ${args.join(" ")}: ${text.decode(stderr)}`);
  };
  await startMunge(run);
  const daemons = new Map<string, Deno.ChildProcess>();
  const start = (name: string, command: string, ...args: string[]) => {
    const options = { args, env, stdout: "null", stderr: "null" } as const;
    daemons.set(name, new Deno.Command(command, { ...options, args }).spawn());
  };
  const end = async (name: string) => {
    const daemon = daemons.get(name)!;
    daemons.delete(name);
    for (const pid of await processesOf(folder, name)) tryKill(pid);
    tryKill(daemon.pid);
    await daemon.status;
  };
  start("controller", "slurmctld", "-D", "-f", conf);
  const startNode = async (node: string) => {
    start(node, "slurmd", "-D", "-N", node, "-f", conf);
    await until(
      `${node} is idle`,
      async () =>
        /idle/.test(
          await run("sinfo", "-h", "-n", node, "-o", "%T").catch(() => ""),
        ),
    );
  };
  for (const node of NODES) await startNode(node);
  return {
    slurm: run,
    kill: end,
    start: startNode,
    async stop() {
      for (const name of [...daemons.keys()].reverse()) await end(name);
    },
  };
}

/**
 * Waits for something, ten minutes at most.
 *
 * @param what What is waited for, for the error.
 * @param holds Whether it is so.
 */
export async function until(
  what: string,
  holds: () => Promise<boolean>,
): Promise<void> {
  for (let i = 0; i < 1200; i++) {
    if (await holds()) return;
    await new Promise((done) => setTimeout(done, 500));
  }
  throw new Error(`Cannot wait longer: expected that ${what}`);
}

/** What Slurm is told: no accounting, no control groups, fast to notice a death. */
function configuration(folder: string, host: string): string {
  const nodes = NODES.map((node, i) =>
    `NodeName=${node} NodeHostname=${host} Port=${17001 + i} CPUs=1`
  );
  return [
    "ClusterName=mixology",
    `SlurmctldHost=${host}`,
    "SlurmctldPort=16817",
    "SlurmUser=root",
    "SlurmdUser=root",
    "AuthType=auth/munge",
    "AuthInfo=cred_expire=5", // a requeued job waits for so long
    "ProctrackType=proctrack/pgid",
    "TaskPlugin=task/none",
    "AccountingStorageType=accounting_storage/none",
    "JobAcctGatherType=jobacct_gather/none",
    "ReturnToService=2",
    "SchedulerParameters=sched_interval=2,bf_interval=2",
    `SlurmdTimeout=${TIMEOUT}`,
    `StateSaveLocation=${folder}/state`,
    `SlurmdSpoolDir=${folder}/%n`,
    `SlurmctldPidFile=${folder}/controller.pid`,
    `SlurmdPidFile=${folder}/%n.pid`,
    `SlurmctldLogFile=${folder}/controller.log`,
    `SlurmdLogFile=${folder}/%n.log`,
    ...nodes,
    `PartitionName=main Nodes=${NODES.join(",")} Default=YES State=UP`,
    "",
  ].join("\n");
}

/** Starts the daemon that Slurm's parts know each other by, if none runs. */
async function startMunge(
  run: (command: string, ...args: string[]) => Promise<string>,
): Promise<void> {
  if (await run("munge", "-n").catch(() => "") !== "") return;
  await run("install", "-d", "-o", "munge", "-m", "755", "/run/munge");
  await run("runuser", "-u", "munge", "--", "munged");
}

/** A node's processes: those that write its log, then those that they run. */
async function processesOf(folder: string, node: string): Promise<number[]> {
  const daemons: number[] = [];
  const jobs: number[] = [];
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const pid = Number(name);
    const environment = await readProc(`/proc/${name}/environ`);
    if (environment.split("\0").includes(`SLURMD_NODENAME=${node}`)) {
      jobs.push(pid);
    } else if (openFiles(pid).includes(`${folder}/${node}.log`)) {
      daemons.push(pid);
    }
  }
  return [...daemons, ...jobs];
}

/** Text of a file in /proc; nothing if its process has ended. */
async function readProc(path: string): Promise<string> {
  return await Deno.readTextFile(path).catch(() => "");
}

/** Paths of the files that a process has open. */
function openFiles(pid: number): string[] {
  try {
    return [...Deno.readDirSync(`/proc/${pid}/fd`)]
      .map(({ name }) => Deno.readLinkSync(`/proc/${pid}/fd/${name}`));
  } catch {
    return []; // it has ended meanwhile
  }
}

/** Ends a process that may have ended already. */
function tryKill(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
